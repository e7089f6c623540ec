using System.Globalization;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

/// <summary>A real process kills itself before and after every single commit of a run of three pictures; the tool resumes it.</summary>
public sealed class SuicidesAtEveryCommit
{
    private static readonly string Definition = Path.Combine(AppContext.BaseDirectory, "workflow-definitions", "refine-loop.json");

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task The_resumed_run_has_the_fingerprint_of_the_undisturbed_one(string moment)
    {
        string expected = await FingerprintAfterAsync(0, moment);
        using var slots = new SemaphoreSlim(2);
        int died = 0;
        int lastThatDied = 0;
        const int Step = 16;
        for (int from = 1; lastThatDied >= from - 1; from += Step)
        {
            await Task.WhenAll(Enumerable.Range(from, Step).Select(async commit =>
            {
                await slots.WaitAsync();
                try
                {
                    using var data = new DataFolder();
                    if (!await DiesAsync(data.Path, commit, moment))
                        return;
                    Interlocked.Increment(ref died);
                    InterlockedMax(ref lastThatDied, commit);
                    RefineResult resumed = await RefineProcess.RunAsync(data.Path, "resume", "crash", "--json");
                    // Killed after the very last commit it is finished already, and before the first it never became a run.
                    Assert.True(resumed.ExitCode is 0 or 3 or 5, $"commit {commit}: {resumed}");
                    if (resumed.ExitCode != 3)
                        Assert.Equal(expected, await FingerprintAsync(data.Path));
                }
                finally
                {
                    slots.Release();
                }
            }));
        }

        Assert.True(died > 13, string.Create(CultureInfo.InvariantCulture, $"only {died} processes died"));
    }

    private static async Task<string> FingerprintAfterAsync(int commit, string moment)
    {
        using var data = new DataFolder();
        Assert.False(await DiesAsync(data.Path, commit, moment));
        return await FingerprintAsync(data.Path);
    }

    private static async Task<bool> DiesAsync(string data, int commit, string moment)
    {
        using RefineProcess host = RefineProcess.StartProgram(
            "RefineWorkflows.CrashHost.dll", [data, "crash", Definition, "climbing", commit.ToString(CultureInfo.InvariantCulture), moment]);
        RefineResult result = await host.EndAsync();
        Assert.True(result.ExitCode is 0 or 137, result.ToString());
        return result.ExitCode == 137;
    }

    private static async Task<string> FingerprintAsync(string data)
    {
        RefineResult shown = await RefineProcess.RunAsync(data, "show", "crash", "--fingerprint");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        return shown.Output.Trim();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
