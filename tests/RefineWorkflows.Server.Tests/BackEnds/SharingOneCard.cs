using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Sharing;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

public sealed class SharingOneCard
{
    private static readonly GpuDeviceOptions Small = new() { Budget = 12 };

    [Fact]
    public async Task Nothing_is_loaded_beside_what_does_not_fit()
    {
        await using OneCard card = await OneCard.StartAsync(12);
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(Small, card.Painter(8), card.Eyes(6));
        await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(one => new Task[] { OneCard.PaintAsync(painter, (ulong)one), OneCard.AskAsync(eyes) }));
        // On a card of this size anything beside the other would have been out of memory, and loaded twice.
        Assert.Equal(8L << 30, card.Card.Peak);
        Assert.InRange(card.Card.Loads, 2, 4);
    }

    [Fact]
    public async Task What_fits_beside_each_other_is_loaded_once()
    {
        await using OneCard card = await OneCard.StartAsync(24);
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(new GpuDeviceOptions { Budget = 20 }, card.Painter(8), card.Eyes(6));
        for (ulong round = 0; round < 3; round++)
        {
            await OneCard.PaintAsync(painter, round);
            await OneCard.AskAsync(eyes);
        }

        Assert.Equal(2, card.Card.Loads);
    }

    [Fact]
    public async Task Loops_side_by_side_swap_much_less_than_first_come_first_served()
    {
        int served = await LoadsAsync(GpuOrder.FirstCome), scheduled = await LoadsAsync(GpuOrder.FewSwaps);
        Assert.True(scheduled * 2 <= served, $"{scheduled} loads, first come first served {served}");
    }

    [Fact]
    public async Task Out_of_memory_releases_the_other_one_and_tries_once_more()
    {
        await using OneCard card = await OneCard.StartAsync(12);
        // The budget promises more than there is.
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(new GpuDeviceOptions { Budget = 24 }, card.Painter(8), card.Eyes(6));
        await OneCard.PaintAsync(painter, 1);
        Assert.NotEmpty((await OneCard.AskAsync(eyes)).Text);
        Assert.Equal(2, card.Card.Loads);
        await OneCard.PaintAsync(painter, 2);
        Assert.Equal(3, card.Card.Loads);
    }

    [Fact]
    public async Task Who_gives_up_waiting_never_reaches_the_server()
    {
        await using OneCard card = await OneCard.StartAsync(12);
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(Small, card.Painter(8), card.Eyes(6));
        await card.Comfy.FailAsync(new DevFault("slow", Route: "worker", Seconds: 30));
        using var patience = new CancellationTokenSource();
        using var end = new CancellationTokenSource();
        Task<GeneratedImage> painting = OneCard.PaintAsync(painter, 1, end.Token);
        await card.Comfy.UntilAsync("started", 1);
        Task waiting = OneCard.AskAsync(eyes, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, await card.Ollama.CountAsync("POST /api/chat"));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => painting);
        // The device is free again.
        await OneCard.AskAsync(eyes);
    }

    [Fact]
    public async Task What_nobody_said_is_learnt_from_the_servers_so_that_what_fits_stays()
    {
        await using OneCard card = await OneCard.StartAsync(24);
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(new GpuDeviceOptions { Budget = 20 }, card.Painter(null), card.Eyes(null));
        for (ulong round = 0; round < 4; round++)
        {
            await OneCard.PaintAsync(painter, round);
            await OneCard.AskAsync(eyes);
        }

        // Painter, eyes alone, painter beside them; then nothing goes any more.
        Assert.Equal(3, card.Card.Loads);
    }

    [Fact]
    public async Task Without_a_setting_the_budget_is_what_a_server_tells_of_its_card()
    {
        await using OneCard card = await OneCard.StartAsync(15);
        (SharedDevices devices, GuardedGenerator painter, GuardedChat eyes) = card.Process(new GpuDeviceOptions(), card.Painter(8), card.Eyes(6));
        GpuBudget budget = await Assert.Single(devices.All).BudgetAsync(CancellationToken.None);
        Assert.Equal((long)((15L << 30) * 0.9), budget.Bytes);
        await OneCard.PaintAsync(painter, 1);
        await OneCard.AskAsync(eyes);
        // 8 and 6 would fit the card, and not nine tenths of it.
        Assert.Equal(8L << 30, card.Card.Peak);
    }

    [Fact]
    public async Task Two_processes_on_one_data_folder_swap_instead_of_running_out_of_memory()
    {
        using var folder = new TempFolder();
        await using OneCard card = await OneCard.StartAsync(12);
        GpuDeviceOptions shared = Small with { Folder = folder.Path };
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(shared, card.Painter(8), card.Eyes(6));
        (_, GuardedGenerator otherPainter, GuardedChat otherEyes) = card.Process(shared, card.Painter(8), card.Eyes(6));
        for (ulong round = 0; round < 2; round++)
            await Task.WhenAll(OneCard.PaintAsync(painter, round), OneCard.AskAsync(otherEyes), OneCard.PaintAsync(otherPainter, round + 10), OneCard.AskAsync(eyes));
        Assert.Equal(8L << 30, card.Card.Peak);
    }

    [Fact]
    public async Task Back_ends_that_are_alone_or_speak_to_one_server_need_no_turns()
    {
        await using OneCard card = await OneCard.StartAsync(12);
        Assert.Empty(card.Process(Small, card.Painter(8), card.Painter(9) with { Name = "anime" }, card.Eyes(6) with { Group = "none" }).Devices.All);
        Assert.Empty(card.Process(Small, card.Painter(8), card.Eyes(6) with { Group = "other-box" }).Devices.All);
        Assert.Equal(["painter", "eyes"], Assert.Single(card.Process(Small, card.Painter(8), card.Eyes(6)).Devices.All).Members.Select(one => one.Name));
    }

    [Fact]
    public async Task Asking_whether_a_model_sees_loads_nothing_and_waits_for_nobody()
    {
        await using OneCard card = await OneCard.StartAsync(12);
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(Small, card.Painter(8), card.Eyes(6));
        await OneCard.PaintAsync(painter, 1);
        Assert.True(await eyes.SeesPicturesAsync(default));
        Assert.Equal(1, card.Card.Loads);
        Assert.Equal(8L << 30, card.Card.Used);
    }

    [Theory]
    [InlineData("openai-chat", "http://127.0.0.1:8000/v1", null, null, null)]
    [InlineData("openai-chat", "http://127.0.0.1:8000/v1", 8.0, null, "localhost")]
    [InlineData("openai-chat", "https://api.openai.com/v1", null, null, null)]
    [InlineData("gemini-chat", "https://generativelanguage.googleapis.com/v1beta", null, null, null)]
    [InlineData("comfyui", "http://Gpu-Box:8188", null, null, "gpu-box")]
    [InlineData("ollama", "http://gpu-box:11434", null, "Card-1", "card-1")]
    [InlineData("webui", "http://[::1]:7860", null, null, "localhost")]
    [InlineData("webui", "http://[::1]:7860", null, "none", null)]
    public void Who_shares_a_card_goes_by_the_address_unless_a_group_is_named(string kind, string address, double? vram, string? group, string? expected)
        => Assert.Equal(expected, DeviceGroup.Of(new BackEndSettings { Name = "x", Kind = BackEndKinds.TryParse(kind)!.Value, Address = new Uri(address), Vram = vram, Group = group }));

    /// <summary>Five loops that paint and judge in turn; every second one begins by judging.</summary>
    private static async Task<int> LoadsAsync(GpuOrder order)
    {
        await using OneCard card = await OneCard.StartAsync(12, TimeSpan.FromMilliseconds(60));
        (_, GuardedGenerator painter, GuardedChat eyes) = card.Process(Small with { Order = order }, card.Painter(8), card.Eyes(6));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async loop =>
        {
            for (int step = 0; step < 3; step++)
            {
                if ((loop + step) % 2 == 0)
                    await OneCard.PaintAsync(painter, (ulong)((loop * 100) + step));
                else
                    await OneCard.AskAsync(eyes);
            }
        }));
        return card.Card.Loads;
    }
}
