using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Sharing;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>A ComfyUI and an Ollama on one card that hold 8 and 6 GiB of it, and the doors that a process calls them through.</summary>
internal sealed class OneCard : IAsyncDisposable
{
    private readonly List<IDisposable> made = [];
    private readonly List<ModelServer> clients = [];

    private OneCard(DevCard card, ProtocolServer ollama, ProtocolServer comfy)
    {
        Card = card;
        Ollama = ollama;
        Comfy = comfy;
    }

    public DevCard Card { get; }

    public ProtocolServer Ollama { get; }

    public ProtocolServer Comfy { get; }

    public static async Task<OneCard> StartAsync(int gib, TimeSpan loadTime = default)
    {
        var card = new DevCard((long)gib << 30) { LoadTime = loadTime };
        var ollama = new OllamaDevServer { Card = card };
        return new OneCard(
            card,
            await ProtocolServer.StartAsync(ollama.At),
            await ProtocolServer.StartAsync(url => ComfyUiDevServer.Build(url, old: false, card)));
    }

    public BackEndSettings Painter(double? vram) => new() { Name = "painter", Kind = BackEndKind.ComfyUi, Address = Comfy.Address, Vram = vram };

    public BackEndSettings Eyes(double? vram) => new() { Name = "eyes", Kind = BackEndKind.Ollama, Address = Ollama.Address, Model = "dev-vision", Vram = vram };

    /// <summary>The doors of one process.</summary>
    public (SharedDevices Devices, GuardedGenerator Painter, GuardedChat Eyes) Process(GpuDeviceOptions options, params BackEndSettings[] backEnds)
    {
        ModelServer[] servers = [.. backEnds.Select(one => ModelServer.Of(one, options.Folder ?? "", ReturnedClips.Usual, TimeProvider.System))];
        var devices = new SharedDevices(options with { DevicesAsync = _ => Task.FromResult<IReadOnlyList<NvidiaDevice>>([]) }, servers, NullLogger.Instance, TimeProvider.System);
        made.Add(devices);
        clients.AddRange(servers);
        return (
            devices,
            new GuardedGenerator(servers.First(one => one.Generator is not null).Generator!, Door(devices, servers.First(one => one.Generator is not null))),
            new GuardedChat(servers.First(one => one.Chat is not null).Chat!, Door(devices, servers.First(one => one.Chat is not null))));
    }

    public static Task<GeneratedImage> PaintAsync(GuardedGenerator painter, ulong seed, CancellationToken cancellationToken = default)
        => painter.GenerateAsync(new GenerationRequest("a fox", null, seed, 64, 64), cancellationToken);

    public static Task<ChatReply> AskAsync(GuardedChat eyes, CancellationToken cancellationToken = default)
        => eyes.AskAsync(new ChatRequest([ChatTurn.User("Say a word.")]), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (ModelServer client in clients)
            await client.DisposeAsync();
        made.ForEach(one => one.Dispose());
        await Ollama.DisposeAsync();
        await Comfy.DisposeAsync();
    }

    private static BackEndDoor Door(SharedDevices devices, ModelServer server) => new(server.Settings.Name, seat: devices.SeatOf(server.Settings.Name));
}
