using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Serve;

public sealed class Stopping
{
    private const string Line = """
        {"definitionId":"line","id":"line-v1","name":"line","version":1,
         "root":{"type":"Elsa.Sequence","id":"main","version":1,"activities":[{"type":"Elsa.WriteLine","id":"a","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"delivered"}}}]}}
        """;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Asked_to_stop_in_the_middle_of_a_loop_it_ends_well_and_the_next_start_makes_the_same_pictures(string signal)
    {
        using var quiet = new DataFolder();
        RefineResult undisturbed = await RefineProcess.RunAsync(quiet.Path, "run", "a hot hotdog", "--seed", "11", "--size", "256", "--max-iterations", "6", "--patience", "6", "--json");
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        string expected = await FingerprintAsync(quiet.Path, undisturbed.Json.GetProperty("id").GetString()!);

        using var data = new DataFolder();
        string run;
        using (LoggedServer first = await LoggedServer.StartAsync(data.Path))
        {
            JsonElement wanted = undisturbed.Json;
            HttpResponseMessage accepted = await first.Client.PostAsJsonAsync("/api/v1/runs", new
            {
                definitionId = "refine-loop",
                input = new { prompt = "a hot hotdog", goal = wanted.GetProperty("goal").GetString(), seed = 11, width = 256, height = 256, maxIterations = 6, patience = 6, strategy = "climbing" },
            });
            run = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            while ((await first.Client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/iterations")).GetProperty("items").GetArrayLength() == 0)
                await first.Client.GetStringAsync("/health/live");
            first.Signal(signal);
            await first.NextAsync("DrainBegan");
            Assert.Equal(run, (await first.NextAsync("RunInterrupted")).GetProperty("values").GetProperty("instance").GetString());
            await first.NextAsync("DrainEnded");
            Assert.Equal(0, await first.EndAsync());
        }

        using LoggedServer second = await LoggedServer.StartAsync(data.Path);
        await second.NextAsync("RunFinished");
        Assert.Equal(expected, await FingerprintAsync(data.Path, run));
    }

    [Fact]
    public async Task A_delivery_that_is_on_its_way_is_answered_and_its_run_is_made_by_the_next_start()
    {
        using var data = new DataFolder();
        string secret = await AddWebhookAsync(data.Path);
        string run;
        using (LoggedServer first = await LoggedServer.StartAsync(data.Path))
        {
            using HeldDelivery held = await HeldDelivery.BeginAsync(first.Client.BaseAddress!, "door", secret, """{"a":1}""");
            first.Signal("TERM");
            await first.NextAsync("DrainBegan");
            string answer = await held.EndAsync();
            Assert.StartsWith("HTTP/1.1 202", answer, StringComparison.Ordinal);
            run = (await first.NextAsync("WebhookAccepted")).GetProperty("values").GetProperty("instance").GetString()!;
            Assert.Contains(run, answer, StringComparison.Ordinal);
            Assert.Equal(0, await first.EndAsync());
        }

        using LoggedServer second = await LoggedServer.StartAsync(data.Path);
        Assert.Equal(run, (await second.NextAsync("RunFinished")).GetProperty("values").GetProperty("instance").GetString());
    }

    [Fact]
    public async Task What_will_not_end_is_cut_off_at_the_limit_and_the_exit_is_still_a_good_one()
    {
        using var data = new DataFolder();
        string secret = await AddWebhookAsync(data.Path);
        using LoggedServer server = await LoggedServer.StartAsync(data.Path, ("Server__DrainLimit", "00:00:01"));
        using HeldDelivery held = await HeldDelivery.BeginAsync(server.Client.BaseAddress!, "door", secret, """{"a":1}""");
        server.Signal("TERM");
        await server.NextAsync("DrainCutOff");
        Assert.Equal(0, await server.EndAsync());
        Assert.DoesNotContain(server.Lines, line => line.Contains("DrainEnded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Asked_a_second_time_it_ends_at_once(string signal)
    {
        using var data = new DataFolder();
        string secret = await AddWebhookAsync(data.Path);
        using LoggedServer server = await LoggedServer.StartAsync(data.Path);
        using HeldDelivery held = await HeldDelivery.BeginAsync(server.Client.BaseAddress!, "door", secret, """{"a":1}""");
        server.Signal("TERM");
        await server.NextAsync("DrainBegan");
        server.Signal(signal);
        Assert.Equal(130, await server.EndAsync());
        Assert.DoesNotContain(server.Lines, line => line.Contains("DrainEnded", StringComparison.Ordinal));
    }

    private static async Task<string> AddWebhookAsync(string data)
    {
        string file = Path.Combine(data, "line.json");
        await File.WriteAllTextAsync(file, Line);
        RefineResult imported = await RefineProcess.RunAsync(data, "definitions", "import", file);
        Assert.True(imported.ExitCode == 0, imported.ToString());
        RefineResult added = await RefineProcess.RunAsync(data, "webhooks", "add", "door", "--workflow", "line");
        Assert.True(added.ExitCode == 0, added.ToString());
        return added.Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Last();
    }

    private static async Task<string> FingerprintAsync(string data, string id)
    {
        RefineResult shown = await RefineProcess.RunAsync(data, "show", id, "--fingerprint");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        return shown.Output.Trim();
    }
}
