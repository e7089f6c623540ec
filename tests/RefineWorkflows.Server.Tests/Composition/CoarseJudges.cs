using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Composition;

public sealed class CoarseJudges
{
    [Fact]
    public async Task A_small_model_is_asked_about_coarse_axes_only_where_its_settings_say_so()
    {
        using var folder = new TempFolder();
        RefineSettings settings = RefineSettings.Load(folder.Path) with { BackEnds = [.. Read(("small", "openai-chat", "true"), ("large", "openai-chat", null)).Read] };
        await using Workbench workbench = await Workbench.OpenAsync(settings, TextWriter.Null, TextWriter.Null, CancellationToken.None);

        Assert.True(workbench.BackEnds.AxisJudge("small").CoarseOnly);
        Assert.False(workbench.BackEnds.AxisJudge("large").CoarseOnly);
        Assert.IsType<ChatAxisJudge>(workbench.BackEnds.AxisJudge("small"));
    }

    [Fact]
    public void What_paints_has_no_eyes_to_spare()
    {
        Assert.Contains("BackEnds:0:CoarseAxesOnly", Assert.Single(Read(("painter", "webui", "true")).Problems), StringComparison.Ordinal);
        Assert.Empty(Read(("painter", "webui", "false")).Problems);
        Assert.Contains("allowed are true and false", Assert.Single(Read(("small", "openai-chat", "maybe")).Problems), StringComparison.Ordinal);
    }

    private static (IReadOnlyList<Refinement.Backends.BackEndSettings> Read, IReadOnlyList<string> Problems) Read(params (string Name, string Kind, string? Coarse)[] given)
    {
        var values = new Dictionary<string, string?>();
        for (int at = 0; at < given.Length; at++)
        {
            values[$"BackEnds:{at}:Name"] = given[at].Name;
            values[$"BackEnds:{at}:Kind"] = given[at].Kind;
            values[$"BackEnds:{at}:Model"] = "m";
            values[$"BackEnds:{at}:CoarseAxesOnly"] = given[at].Coarse;
        }

        var section = new BackEndSection(_ => null);
        return (section.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("BackEnds")), section.Problems);
    }
}
