using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

/// <summary>A run in a temporary folder that goes away with it.</summary>
internal sealed class SomeRun : IDisposable
{
    public SomeRun(params double?[] scores)
    {
        Folder = RunFolder.Create(Path.Combine(Directory.CreateTempSubdirectory("refine-").FullName, "runs", "a run"));
        Records = [.. scores.Select((score, at) => Record(at + 1, score))];
        for (int iteration = 1; iteration <= scores.Length; iteration++)
            AddPicture(iteration);
    }

    public RunFolder Folder { get; }

    public List<IterationRecord> Records { get; }

    public RunHeader Header { get; init; } = new()
    {
        RunId = "run-7",
        Goal = "a fox <in> \"snow\" & fog",
        DefinitionVersion = "refine-loop@3",
        Settings = SearchSettings.ForStrategy(StrategyKind.Climbing) with { Seed = 42 },
        Generator = "embedded-painter",
        Judge = "measuring-judge",
        Width = 512,
        Height = 512,
    };

    public static byte[] Picture(int iteration) => Encoding.UTF8.GetBytes($"picture {iteration}");

    /// <summary>Stands where the imaging project composes: tells which tiles it was given.</summary>
    public static byte[] TileList(IReadOnlyList<CollagePicture> tiles)
        => Encoding.UTF8.GetBytes(string.Join('|', tiles.Select(tile => $"{tile.Number}:{tile.Score}:{Encoding.UTF8.GetString(tile.Read())}")));

    public static IterationRecord Record(int iteration, double? score) => new()
    {
        Iteration = iteration,
        Prompt = $"fox, idea {iteration}",
        ImagePrompt = $"one fox, idea {iteration}",
        ImagePath = RunFolder.PictureName(iteration),
        ImageSha256 = Convert.ToHexStringLower(SHA256.HashData(Picture(iteration))),
        Seed = (ulong)(1000 + iteration),
        EvaluatorResponse = $"SCORE: {score}/10\r\nCONTINUE: <b>idea</b> {iteration + 1}",
        Score = score,
        Action = VerdictAction.Continue,
        Status = score is null ? "rejected (tie)" : "new best",
        Accepted = score is not null,
        StartedAt = DateTimeOffset.UnixEpoch.AddMinutes(iteration),
        EndedAt = DateTimeOffset.UnixEpoch.AddMinutes(iteration + 1),
    };

    public void AddPicture(int iteration) => File.WriteAllBytes(Folder.PathOf(RunFolder.PictureName(iteration)), Picture(iteration));

    public IReadOnlyList<DevicePhase> DevicePhases { get; init; } = [];

    public Task<RunReport> FinishAsync(string stopReason = StopReasons.Interrupted)
        => new RunFinisher(TileList).FinishAsync(Folder, Header, Records, DevicePhases, stopReason, CancellationToken.None);

    public string Text(string name) => File.ReadAllText(Folder.PathOf(name));

    public Dictionary<string, string> Everything()
        => Directory.EnumerateFiles(Folder.Path).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file)));

    public void Dispose() => Directory.Delete(Path.GetFullPath(Path.Combine(Folder.Path, "..", "..")), recursive: true);
}
