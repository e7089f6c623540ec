using System.Security.Cryptography;
using System.Text.Json;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Training;

/// <summary>The files of one training: <c>&lt;tuning&gt;/&lt;user&gt;/trainings/&lt;id&gt;/</c>. Files come before the row that names them.</summary>
internal sealed class TrainingFolder(string tuning, string user, string id)
{
    private const string Dataset = "dataset.json";
    private const string CheckpointPattern = "checkpoint-*.bin";

    public string Path { get; } = System.IO.Path.Combine(tuning, user, "trainings", id);

    public string DatasetFile => System.IO.Path.Combine(Path, Dataset);

    /// <summary>Where the course may keep what is its own.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

    /// <summary>Freezes what is learned from.</summary>
    public async Task<DatasetSnapshot> FreezeAsync(TrainingMaterial material, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(material.Set, TrainingJson.Options);
        await AtomicFile.WriteAsync(DatasetFile, json, cancellationToken);
        IReadOnlyList<TrainingPair> pairs = material.Set.Pairs;
        return new DatasetSnapshot(
            Hash(json),
            pairs.Count,
            pairs.Count(one => one.Outcome == Pairs.PairOutcome.Tie),
            pairs.Count == 0 ? null : pairs[0].Id,
            pairs.Count == 0 ? null : pairs[^1].Id,
            material.FirstSequence,
            material.LastSequence);
    }

    /// <exception cref="TrainingException">It is gone, or it is not what the row vouches for.</exception>
    public async Task<TrainingSet> ThawAsync(DatasetSnapshot snapshot, CancellationToken cancellationToken)
    {
        byte[] json;
        try
        {
            json = await File.ReadAllBytesAsync(DatasetFile, cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"What training {id} learns from cannot be read from {DatasetFile}: {gone.Message} Ask for a new training.", gone);
        }

        if (Hash(json) != snapshot.Sha256)
            throw new TrainingException($"{DatasetFile} is not what training {id} was asked to learn from (its hash differs). Ask for a new training.");
        return JsonSerializer.Deserialize<TrainingSet>(json, TrainingJson.Options)!;
    }

    /// <summary>Writes a checkpoint; the row names it afterwards.</summary>
    public async Task<TrainingCheckpoint> SaveAsync(long step, byte[] checkpoint, CancellationToken cancellationToken)
    {
        string name = FormattableString.Invariant($"checkpoint-{step:d9}.bin");
        await AtomicFile.WriteAsync(System.IO.Path.Combine(Path, name), checkpoint, cancellationToken);
        return new TrainingCheckpoint(name, step, Hash(checkpoint));
    }

    /// <summary>A checkpoint's bytes, or null with the reason when it is gone or torn.</summary>
    public async Task<(byte[]? Bytes, string Problem)> ReadAsync(TrainingCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, checkpoint.File), cancellationToken);
            return Hash(bytes) == checkpoint.Sha256 ? (bytes, "") : (null, "its hash differs");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return (null, gone.Message);
        }
    }

    /// <summary>Removes the checkpoints that no row names any more.</summary>
    public void Tidy(IEnumerable<TrainingCheckpoint> named)
    {
        HashSet<string> keep = [.. named.Select(one => one.File)];
        foreach (string file in Directory.EnumerateFiles(Path, CheckpointPattern).Where(one => !keep.Contains(System.IO.Path.GetFileName(one))))
            File.Delete(file);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
