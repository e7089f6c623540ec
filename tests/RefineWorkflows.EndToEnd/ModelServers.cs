using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary>The tool as a process against servers that speak the protocols of model servers.</summary>
public sealed class ModelServers
{
    [Fact]
    public async Task An_old_server_that_numbers_its_work_itself_paints_a_loop()
    {
        await using WebApplication app = await StartAsync("comfyui-old");
        using var data = new DataFolder();
        Dictionary<string, string> settings = Settings(app, "comfyui");
        RefineResult run = await RefineProcess.RunAsync(data.Path, settings, "run", "a hot hotdog", "--seed", "7", "--size", "128", "--max-iterations", "3", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        string picture = Path.Combine(run.Json.GetProperty("folder").GetString()!, "iter-0003.png");
        JsonElement recipe = (await RefineProcess.RunAsync(data.Path, settings, "show", picture, "--json")).Json;
        Assert.Equal("mine", recipe.GetProperty("generator").GetString());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_and_the_exit_code_says_so()
    {
        using var data = new DataFolder();
        var settings = new Dictionary<string, string> { ["REFINE_BackEnds__0__Name"] = "mine", ["REFINE_BackEnds__0__Kind"] = "comfyui", ["REFINE_BackEnds__0__Address"] = "http://127.0.0.1:9" };
        RefineResult tested = await RefineProcess.RunAsync(data.Path, settings, "backends", "test");
        Assert.Equal(6, tested.ExitCode);
        Assert.Contains("FAIL  mine", tested.Output, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:9", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_says_whom_it_waits_for_and_goes_on_when_the_server_is_back()
    {
        using var data = new DataFolder();
        await using WebApplication first = await StartAsync("comfyui");
        Dictionary<string, string> settings = Settings(first, "comfyui");
        string address = DevServers.AddressOf(first).ToString();
        await first.StopAsync();

        using RefineProcess run = RefineProcess.StartProgram("refine.dll", ["run", "a hot hotdog", "--seed", "7", "--size", "64", "--max-iterations", "1", "--data", data.Path], settings);
        string waiting = await run.SaysAsync("waiting");
        Assert.StartsWith("waiting: mine: ", waiting, StringComparison.Ordinal);
        Assert.Contains("The next attempt is due at", waiting, StringComparison.Ordinal);
        await using WebApplication again = DevServers.All["comfyui"](address);
        await again.StartAsync();
        RefineResult result = await run.EndAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task A_workflow_that_cannot_be_used_is_told_by_the_test_and_stops_nothing_else()
    {
        using var data = new DataFolder();
        string workflow = Path.Combine(data.Path, "drawn.json");
        await File.WriteAllTextAsync(workflow, """{"nodes": [], "links": []}""");
        var settings = new Dictionary<string, string> { ["REFINE_BackEnds__0__Name"] = "mine", ["REFINE_BackEnds__0__Kind"] = "comfyui", ["REFINE_BackEnds__0__Workflow"] = workflow };
        RefineResult tested = await RefineProcess.RunAsync(data.Path, settings, "backends", "test");
        Assert.Equal(6, tested.ExitCode);
        Assert.Contains("API format", tested.Output, StringComparison.Ordinal);
        RefineResult run = await RefineProcess.RunAsync(data.Path, settings, "run", "an apple", "--size", "64", "--max-iterations", "1", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static async Task<WebApplication> StartAsync(string kind)
    {
        WebApplication app = DevServers.All[kind]("http://127.0.0.1:0");
        await app.StartAsync();
        return app;
    }

    private static Dictionary<string, string> Settings(WebApplication app, string kind) => new()
    {
        ["REFINE_BackEnds__0__Name"] = "mine",
        ["REFINE_BackEnds__0__Kind"] = kind,
        ["REFINE_BackEnds__0__Address"] = DevServers.AddressOf(app).ToString(),
    };
}
