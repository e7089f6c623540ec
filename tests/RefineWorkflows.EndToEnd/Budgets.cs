using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary>The tool as a process, where pictures cost something.</summary>
public sealed class Budgets
{
    [Fact]
    public async Task A_run_that_was_killed_remembers_what_it_spent_and_stops_before_the_call_that_would_pass_its_cap()
    {
        await using WebApplication app = DevServers.All["openai"]("http://127.0.0.1:0");
        await app.StartAsync();
        using var data = new DataFolder();
        Dictionary<string, string> settings = Settings(app);
        using var client = new HttpClient { BaseAddress = DevServers.AddressOf(app) };
        await client.PostAsJsonAsync("/__dev/faults", new { kind = "slow", times = 2, seconds = 2 });

        using RefineProcess first = RefineProcess.StartProgram(
            "refine.dll", ["run", "a red apple", "--seed", "4", "--size", "256", "--max-iterations", "9", "--patience", "9", "--max-cost", "3.5", "--data", data.Path], settings);
        Assert.Equal("estimate: at most 9 pictures, about 9 EUR; caps: the run 3.5 EUR", await first.SaysAsync("estimate"));
        await client.GetAsync("/__dev/counts?until=POST%20/v1/images/generations&least=2");
        first.Kill();
        await first.EndAsync();

        RefineResult resumed = await RefineProcess.RunAsync(data.Path, settings, "resume", "--json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal("budget", resumed.Json.GetProperty("reason").GetString());
        JsonElement budget = resumed.Json.GetProperty("budget");
        // The picture that was on its way when it was killed counts: nobody knows whether it was made.
        Assert.Equal(
            (3m, 3, 1, 3.5m),
            (budget.GetProperty("cost").GetDecimal(), budget.GetProperty("pictures").GetInt32(), budget.GetProperty("unknown").GetInt32(), budget.GetProperty("maxCost").GetDecimal()));
        Assert.Equal(2, resumed.Json.GetProperty("iterations").GetInt32());
        Assert.Equal(3, (await client.GetFromJsonAsync<Dictionary<string, long>>("/__dev/counts"))!["POST /v1/images/generations"]);

        string report = Path.Combine(resumed.Json.GetProperty("folder").GetString()!, "report.json");
        Assert.Equal("budget", JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement.GetProperty("stopReason").GetString());
        Assert.Contains("1 EUR a picture; today 3 calls: 3 pictures", (await RefineProcess.RunAsync(data.Path, settings, "backends", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_of_money_where_nothing_costs_and_nothing_is_capped()
    {
        using var data = new DataFolder();
        RefineResult run = await RefineProcess.RunAsync(data.Path, "run", "a red apple", "--size", "64", "--max-iterations", "1");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("estimate", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Spent", run.Output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(WebApplication app) => new()
    {
        ["REFINE_Budget__Currency"] = "EUR",
        ["REFINE_BackEnds__0__Name"] = "pics",
        ["REFINE_BackEnds__0__Kind"] = "openai-images",
        ["REFINE_BackEnds__0__Address"] = new Uri(DevServers.AddressOf(app), "v1").ToString(),
        ["REFINE_BackEnds__0__Model"] = OpenAiDevImages.Model,
        ["REFINE_BackEnds__0__PricePerPicture"] = "1",
    };
}
