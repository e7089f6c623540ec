using System.CommandLine;
using System.Text.Json;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Server.Cli;

namespace RefineWorkflows.Server.Tests.Cli;

/// <summary><c>refine vram</c>, as it is typed.</summary>
public sealed class AddingUpVram
{
    private readonly StringWriter output = new(), errors = new();
    private IReadOnlyList<NvidiaDevice> cards = [];

    [Fact]
    public async Task Without_anything_it_adds_up_the_inference_of_a_review()
    {
        Assert.Equal(ExitCode.Ok, await TypeAsync());
        Assert.Contains("unified_vqa_4bit", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"total +17 GB\r?\n", output.ToString());
        Assert.Matches(@"device +24 GB   \(no card found, so the usual one is assumed\)", output.ToString());
        Assert.Contains("fits: parallel", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_training_it_lists_the_phases_that_follow_each_other()
    {
        Assert.Equal(ExitCode.Ok, await TypeAsync("--training", "--device", "24"));
        Assert.Matches(@"total +35 GB", output.ToString());
        Assert.Contains("does not fit: sequential", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"verification +7 GB   unified_vqa_4bit \+ proxyclip \+ visionreward", output.ToString());
        Assert.Matches(@"training +18 GB", output.ToString());
        Assert.DoesNotContain("OVER", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_card_of_the_machine_is_the_device_and_what_fills_it_exactly_fits()
    {
        cards = [new NvidiaDevice(0, "Small", 8192L << 20, 0), new NvidiaDevice(1, "NVIDIA GeForce RTX 4090", 24564L << 20, 0)];
        Assert.Equal(ExitCode.Ok, await TypeAsync("tuner_training", "tuner_inference", "--json"));
        using JsonDocument answer = JsonDocument.Parse(output.ToString());
        Assert.Equal(24, answer.RootElement.GetProperty("device").GetDouble());
        Assert.Equal("nvidia-smi: NVIDIA GeForce RTX 4090", answer.RootElement.GetProperty("deviceSource").GetString());
        Assert.Equal(24, answer.RootElement.GetProperty("total").GetDouble());
        Assert.True(answer.RootElement.GetProperty("fits").GetBoolean());
        Assert.Equal("parallel", answer.RootElement.GetProperty("recommendation").GetString());
        Assert.Equal("tuner_training", answer.RootElement.GetProperty("components")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Figures_and_new_components_are_set()
    {
        Assert.Equal(ExitCode.Ok, await TypeAsync("vbench", "flux", "--set", "flux=21", "--set", "vbench=3.5", "--device", "24"));
        Assert.Matches(@"total +24\.5 GB", output.ToString());
        Assert.Matches("flux +21 GB   flux   OVER the 20 GB that a phase may hold", output.ToString());
    }

    [Theory]
    [InlineData("'vbanch'", "vbanch")]
    [InlineData("'flux=much'", "--set", "flux=much")]
    [InlineData("'vbench' is named 2 times", "vbench", "VBENCH")]
    public async Task What_cannot_be_added_up_is_refused(string named, params string[] arguments)
    {
        Assert.Equal(ExitCode.Usage, await TypeAsync(arguments));
        Assert.Contains(named, errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("big")]
    public void A_device_without_memory_is_wrong_usage(string device)
        => Assert.Contains(Command().Parse(["--device", device]).Errors, error => error.Message.Contains($"--device is '{device}'", StringComparison.Ordinal));

    private Task<int> TypeAsync(params string[] arguments)
    {
        ParseResult parsed = Command().Parse(arguments);
        Assert.Empty(parsed.Errors);
        return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private Command Command() => VramCommand.Create(output, errors, _ => Task.FromResult(cards));
}
