using System.Diagnostics;
using RefineWorkflows.EndToEnd.Shared;
using Xunit.Abstractions;

namespace RefineWorkflows.EndToEnd.Serve;

public sealed class Starting(ITestOutputHelper output)
{
    /// <summary>What a start may cost beside that of a runtime that only says its version. Measured: 9 to 12, Release or Debug, other tests beside it.</summary>
    private const double Most = 30;

    [Fact]
    public async Task A_server_listens_soon_after_a_runtime_would_be_there_at_all()
    {
        using var data = new DataFolder();
        var least = new List<TimeSpan>();
        var starts = new List<TimeSpan>();
        for (int i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            using (RefineProcess version = RefineProcess.StartProgram("refine.dll", ["--version"]))
                Assert.Equal(0, (await version.EndAsync()).ExitCode);
            least.Add(clock.Elapsed);
            using LoggedServer server = await LoggedServer.StartAsync(data.Path);
            starts.Add(server.TimeToListen);
        }

        output.WriteLine($"listening after {string.Join(", ", starts.Select(one => $"{one.TotalSeconds:0.00} s"))}; --version takes {string.Join(", ", least.Select(one => $"{one.TotalSeconds:0.00} s"))}");
        double ratio = starts.Min() / least.Min();
        Assert.True(ratio < Most, $"listening takes {ratio:0.0} times as long as --version");
    }

    [Fact]
    public async Task Every_line_of_the_log_is_JSON_and_a_crash_is_told_from_a_pause()
    {
        using var data = new DataFolder();
        string run;
        using (LoggedServer first = await LoggedServer.StartAsync(data.Path))
        {
            await first.NextAsync("Listening");
            await first.Client.PostAsync("/webhooks/nobody", new StringContent("{}"));
            Assert.Equal(404, (await first.NextAsync("WebhookRefused")).GetProperty("values").GetProperty("status").GetInt32());
            HttpResponseMessage accepted = await first.Client.PostAsync("/api/v1/runs", new StringContent("""{"definitionId":"refine-loop","input":{"prompt":"what nobody reads in a log","width":512,"height":512,"maxIterations":0,"patience":1000,"strategy":"annealing"}}"""));
            Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync());
            run = (await first.NextAsync("RunStarted")).GetProperty("values").GetProperty("instance").GetString()!;
            first.Signal("KILL");
            await first.EndAsync();
            AssertLines(first);
        }

        using LoggedServer second = await LoggedServer.StartAsync(data.Path);
        Assert.Equal(run, (await second.NextAsync("RunRecovered")).GetProperty("values").GetProperty("instance").GetString());
        await second.Client.PostAsync($"/api/v1/runs/{run}/cancel", null);
        await second.NextAsync("RunCancelled");
        second.Signal("TERM");
        Assert.Equal(0, await second.EndAsync());
        AssertLines(second);
    }

    [Theory]
    [InlineData("Log__Format", "xml", "Log:Format is 'xml'")]
    [InlineData("Log__Level", "loud", "Log:Level is 'loud'")]
    [InlineData("Server__DrainLimit", "0", "Server:DrainLimit is '0'")]
    public async Task A_setting_that_makes_no_sense_stops_the_start_and_is_named(string name, string value, string problem)
    {
        using var data = new DataFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "refine.dll"), "serve", "--data", data.Path]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[$"REFINE_{name}"] = value;
        using Process process = Process.Start(start)!;
        Assert.Contains(problem, await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
    }

    private static void AssertLines(LoggedServer server)
    {
        Assert.All(server.Lines, line => Assert.StartsWith("{\"time\":", line, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Lines, line => line.Contains("what nobody reads", StringComparison.Ordinal));
    }
}
