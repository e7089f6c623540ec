using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Training.Outside;

namespace RefineWorkflows.Tuning.Tests.Training;

/// <summary>A data folder with owners whose taste is a hidden direction, and what trains on it.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    public const int Width = 6;

    private readonly TempFolder data = new();

    private Workshop(SqliteStore store) => Store = store;

    public SqliteStore Store { get; private set; }

    public string Folder => Path.Combine(data.Path, "tuning");

    /// <summary>Pairs of each user; a test may add some.</summary>
    public Dictionary<string, List<TrainingPair>> Pairs { get; } = [];

    public static async Task<Workshop> OpenAsync(int pairs = 60, double noise = 0.1)
    {
        var workshop = new Workshop(null!);
        await workshop.BootAsync();
        workshop.Pairs["owner"] = [.. Choices("owner", 0, pairs, noise)];
        return workshop;
    }

    /// <summary>As after a restart: whoever had leases in the store is gone.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await BootAsync();
    }

    /// <summary>Choices of an owner whose taste is in the seed; groups of three.</summary>
    public static IEnumerable<TrainingPair> Choices(string seed, int from, int count, double noise, double tastes = 1)
    {
        ulong number = BitConverter.ToUInt64(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed)));
        double[] taste = [.. Enumerable.Range(0, Width).Select(at => StableRandom.Unit(number, "taste", at) - 0.5)];
        for (int pair = from; pair < from + count; pair++)
        {
            double[] Picture(string side) => [.. Enumerable.Range(0, Width).Select(at => StableRandom.Unit(number, side, (pair * Width) + at))];
            double[] a = Picture("a"), b = Picture("b");
            bool likesA = a.Zip(taste, (x, w) => x * w).Sum() * tastes > b.Zip(taste, (x, w) => x * w).Sum() * tastes;
            if (StableRandom.Unit(number, "slip", pair) < noise)
                likesA = !likesA;
            yield return new TrainingPair($"{seed}-{pair}", $"prompt {pair / 3}", a, b, likesA ? PairOutcome.A : PairOutcome.B, 1, PairSource.Human, DateTimeOffset.UnixEpoch.AddHours(pair));
        }
    }

    public static FeatureSpec Spec { get; } = new([.. Enumerable.Range(0, Width).Select(at => $"number {at}")], "test-1");

    /// <summary>What a process would have: over its own view of the store.</summary>
    public Tuner Tuner(IRecordStore? store = null, Func<bool>? isTaken = null, RunnerOptions? options = null, TimeProvider? time = null, OutsideTrainer? outside = null) => new(
        store ?? Store,
        Folder,
        (user, _) => Task.FromResult(Material(user)),
        new TrainingRoom(isTaken ?? (() => false)),
        options ?? new RunnerOptions { CheckpointSteps = 5, CheckpointEvery = TimeSpan.FromHours(1), LookEvery = TimeSpan.FromMilliseconds(1) },
        time ?? TimeProvider.System,
        NullLogger.Instance,
        outside);

    public TrainingMaterial Material(string user)
    {
        List<TrainingPair> pairs = Pairs.GetValueOrDefault(user) ?? [];
        return new TrainingMaterial(new TrainingSet(Spec, pairs), pairs.Count == 0 ? 0 : 1, pairs.Count);
    }

    /// <summary>Short, and with everything that a training can have: folds, a refit, checkpoints.</summary>
    public static TrainingRequest Request(string id, string user = "owner") => new(id, user, new TrainingSettings { MaxEpochs = 6, LearningRate = 0.05, Beta = 1 }, "test");

    /// <summary>All bytes of a version, as one hash.</summary>
    public string Fingerprint(string user, int version)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Folder, user, "models", ModelVersion.NameOf(version))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task BootAsync() => Store = await SqliteStore.OpenAsync(Path.Combine(data.Path, "refine.db"), TimeProvider.System, default);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        data.Dispose();
    }
}
