using System.Diagnostics;
using System.Text.Json;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

public sealed class Interruptions
{
    private static readonly string[] Wanted = ["run", "a hot hotdog", "--seed", "11", "--size", "160", "--max-iterations", "6", "--patience", "6"];

    [Theory]
    [InlineData("greedy")]
    [InlineData("climbing")]
    [InlineData("annealing")]
    [InlineData("img2img")]
    public async Task Killed_at_any_moment_and_resumed_a_run_makes_the_same_pictures(string strategy)
    {
        string[] wanted = [.. Wanted, .. strategy == "img2img" ? new[] { "--workflow", "img2img-loop" } : ["--strategy", strategy]];
        using var quiet = new DataFolder();
        var clock = Stopwatch.StartNew();
        RefineResult undisturbed = await RefineProcess.RunAsync(quiet.Path, [.. wanted, "--json"]);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        long whole = clock.ElapsedMilliseconds;
        string expected = await FingerprintAsync(quiet.Path, undisturbed.Json.GetProperty("id").GetString()!);

        var luck = new Random(strategy.Length);
        int killedInTheMiddle = 0;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            using var data = new DataFolder();
            using (RefineProcess run = RefineProcess.Start(data.Path, wanted))
            {
                // The first dies in the middle for certain; a machine that grew faster may be done before the others do.
                if (attempt == 0)
                    await run.SaysAsync("iteration");
                else
                    await WaitAsync(TimeSpan.FromMilliseconds((whole * 0.3) + (luck.NextDouble() * whole * 0.65)), run);
                killedInTheMiddle += run.HasExited ? 0 : 1;
                run.Kill();
                await run.EndAsync();
            }

            RefineResult listed = await RefineProcess.RunAsync(data.Path, "runs", "--json");
            if (listed.Json.GetArrayLength() == 0)
                continue;
            string id = listed.Json[0].GetProperty("id").GetString()!;
            if (listed.Json[0].GetProperty("status").GetString() != "finished")
            {
                RefineResult resumed = await RefineProcess.RunAsync(data.Path, "resume");
                Assert.True(resumed.ExitCode == 0, resumed.ToString());
            }

            Assert.Equal(expected, await FingerprintAsync(data.Path, id));
        }

        Assert.True(killedInTheMiddle > 0, "no run was killed before it ended");
    }

    [Fact]
    public async Task Ctrl_C_stops_within_a_second_leaves_what_exists_and_says_how_to_go_on()
    {
        using var data = new DataFolder();
        using RefineProcess run = RefineProcess.Start(data.Path, "run", "a hot hotdog", "--seed", "3", "--size", "512", "--max-iterations", "0", "--patience", "1000", "--strategy", "annealing");
        await run.SaysAsync("iteration");
        var clock = Stopwatch.StartNew();
        run.Interrupt();
        RefineResult result = await run.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.InRange(clock.ElapsedMilliseconds, 0, 5000);
        Assert.Contains("refine resume", result.Errors, StringComparison.Ordinal);
        JsonElement listed = (await RefineProcess.RunAsync(data.Path, "runs", "--json")).Json[0];
        Assert.Equal("interrupted", listed.GetProperty("status").GetString());
        foreach (string file in new[] { "best.png", "collage.png", "summary.txt", "report.json" })
            Assert.True(File.Exists(Path.Combine(listed.GetProperty("folder").GetString()!, file)), file);
    }

    [Fact]
    public async Task Others_may_list_show_and_cancel_while_a_run_is_running_and_nobody_meets_a_lock()
    {
        using var data = new DataFolder();
        using RefineProcess first = RefineProcess.Start(data.Path, "run", "a hot hotdog", "--seed", "5", "--size", "128", "--max-iterations", "0", "--patience", "1000", "--strategy", "annealing");
        using RefineProcess second = RefineProcess.Start(data.Path, "run", "a calm lake", "--seed", "6", "--size", "128", "--max-iterations", "0", "--patience", "1000", "--strategy", "greedy");
        await Task.WhenAll(first.SaysAsync("iteration"), second.SaysAsync("iteration"));
        var results = new List<RefineResult>();
        for (int i = 0; i < 4; i++)
        {
            RefineResult listed = await RefineProcess.RunAsync(data.Path, "runs", "--json");
            Assert.Equal(2, listed.Json.GetArrayLength());
            results.Add(listed);
            results.Add(await RefineProcess.RunAsync(data.Path, "show", listed.Json[0].GetProperty("id").GetString()!));
        }

        foreach (JsonElement run in (await RefineProcess.RunAsync(data.Path, "runs", "--json")).Json.EnumerateArray())
        {
            string id = run.GetProperty("id").GetString()!;
            RefineResult twice = await RefineProcess.RunAsync(data.Path, "resume", id);
            // Finished by itself in the meantime, or owned by the process that runs it: two processes never run one instance.
            Assert.Equal(5, twice.ExitCode);
            results.Add(await RefineProcess.RunAsync(data.Path, "cancel", id));
        }

        results.Add(await first.EndAsync());
        results.Add(await second.EndAsync());
        Assert.All(results, result => Assert.DoesNotContain("locked", result.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.All((await RefineProcess.RunAsync(data.Path, "runs", "--json")).Json.EnumerateArray(), run => Assert.Contains(run.GetProperty("status").GetString(), new[] { "cancelled", "finished" }));
    }

    private static async Task<string> FingerprintAsync(string data, string id)
    {
        RefineResult shown = await RefineProcess.RunAsync(data, "show", id, "--fingerprint");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        return shown.Output.Trim();
    }

    /// <summary>Waits for a moment of the run, or for its end.</summary>
    private static async Task WaitAsync(TimeSpan moment, RefineProcess run)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < moment && !run.HasExited)
            await timer.WaitForNextTickAsync();
    }
}
