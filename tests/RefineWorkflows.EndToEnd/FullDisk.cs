using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

public sealed class FullDisk
{
    private static readonly string[] Wanted = ["run", "a hot hotdog", "--seed", "11", "--size", "512", "--max-iterations", "8", "--patience", "8"];

    [Fact]
    public async Task A_run_stops_with_storage_full_leaves_nothing_half_written_and_resumes_when_there_is_room()
    {
        using var quiet = new DataFolder();
        RefineResult undisturbed = await RefineProcess.RunAsync(quiet.Path, [.. Wanted, "--json"]);
        string expected = await FingerprintAsync(quiet.Path, undisturbed);

        using var disk = new SmallDisk(megabytes: 16, taken: 14);
        RefineResult stopped = await RefineProcess.RunAsync(disk.Path, Wanted);
        Assert.True(stopped.ExitCode == 1, stopped.ToString());
        Assert.Contains("Storage full", stopped.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*.writing", SearchOption.AllDirectories));

        disk.MakeRoom();
        RefineResult resumed = await RefineProcess.RunAsync(disk.Path, "resume", "--json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(expected, await FingerprintAsync(disk.Path, resumed));
    }

    private static async Task<string> FingerprintAsync(string data, RefineResult run)
        => (await RefineProcess.RunAsync(data, "show", run.Json.GetProperty("id").GetString()!, "--fingerprint")).Output.Trim();
}
