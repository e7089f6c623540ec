using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning.Networks;

namespace RefineWorkflows.Tuning.Learning.Serving;

/// <summary>A trained model as two files: <c>adapter.json</c> tells everything, <c>adapter.bin</c> holds its arrays as little-endian 32-bit floats, each under its hash.</summary>
internal static class ModelFile
{
    private const int SchemaVersion = 1;
    private const string Facts = "adapter.json", Arrays = "adapter.bin";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private sealed record FileBase(string Id, string Sha256, int D, int M);

    private sealed record FileFeatures(IReadOnlyList<string> Names, double[] Mean, double[] Std, string Version, string Sha256);

    private sealed record FileData(int Pairs, int Ties, string FirstPairId, string LastPairId, string DataSha256, string HoldoutIdsSha256);

    private sealed record FileTensor(string Name, int[] Shape, string Dtype, long Offset, long Bytes, string Sha256);

    private sealed record FileMetrics(TrainingMetrics Train, TrainingMetrics Holdout);

    private sealed record FileCalibration(double A, double B);

    private sealed record FileModel(
        int SchemaVersion,
        int? AdapterVersion,
        int? ParentVersion,
        string? UserIdHash,
        DateTimeOffset? CreatedAt,
        FileBase Base,
        TrainingSettings Settings,
        double TieParameter,
        FileFeatures FeatureSpec,
        FileData Data,
        string Optimiser,
        int EpochsRun,
        int BestEpoch,
        bool Overfitted,
        FileMetrics Metrics,
        FileCalibration Calibration,
        IReadOnlyList<string> ReferenceItems,
        IReadOnlyList<string> HeldOut,
        IReadOnlyList<string> HoldoutIds,
        string CodeVersion,
        double LogTie,
        IReadOnlyList<FileTensor> Tensors);

    public static void Write(TrainedModel model, string folder)
    {
        Directory.CreateDirectory(folder);
        (string Name, int[] Shape, double[] Numbers)[] arrays = Lay(model);
        var (tensors, bytes) = (new List<FileTensor>(), new MemoryStream());
        foreach ((string name, int[] shape, double[] numbers) in arrays)
        {
            byte[] one = MemoryMarshal.AsBytes<float>(numbers.Select(number => (float)number).ToArray()).ToArray();
            tensors.Add(new FileTensor(name, shape, "f32", bytes.Length, one.Length, Hash(one)));
            bytes.Write(one);
        }

        var facts = new FileModel(
            SchemaVersion,
            model.Label?.Version,
            model.Label?.Parent,
            model.Label?.UserHash,
            model.Label?.CreatedAt,
            new FileBase(model.Base.Id, model.Base.Sha256, model.Base.Features, model.Base.Hidden),
            model.Settings,
            model.TieParameter,
            new FileFeatures(model.Features.Names, model.Base.Mean.ToArray(), model.Base.Deviation.ToArray(), model.Features.Version, model.Features.Sha256),
            new FileData(model.Pairs, model.Ties, model.FirstPair, model.LastPair, model.DataSha256, Hash(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', model.HeldOut.Select(pair => pair.Id))))),
            "adamw 0.9/0.999",
            model.EpochsRun,
            model.BestEpoch,
            model.Overfitted,
            new FileMetrics(model.Train, model.Holdout),
            new FileCalibration(model.Slope, 0),
            model.ReferenceItems,
            [.. model.HeldOut.Select(pair => pair.Id)],
            model.HoldoutIds,
            typeof(ModelFile).Assembly.GetName().Version?.ToString(3) ?? "0",
            model.Adapter[^1] is var log && double.IsFinite(log) ? log : double.MinValue,
            tensors);
        // Arrays before facts: facts without their arrays would be a lie after a crash.
        Put(Path.Combine(folder, Arrays), bytes.ToArray());
        Put(Path.Combine(folder, Facts), JsonSerializer.SerializeToUtf8Bytes(facts, Json));
    }

    public static TrainedModel Read(string folder)
    {
        (FileModel facts, byte[] bytes) = Load(folder);
        if (facts.SchemaVersion != SchemaVersion)
            throw new LearningException($"{folder}/{Facts} has schema version {facts.SchemaVersion}, and this program reads {SchemaVersion}; train again.");
        var features = new FeatureSpec(facts.FeatureSpec.Names, facts.FeatureSpec.Version);
        if (features.Sha256 != facts.FeatureSpec.Sha256 || features.Count != facts.Base.D)
            throw new LearningException($"{folder}/{Facts} names {features.Count} features whose hash is {features.Sha256}, where it promises {facts.Base.D} of {facts.FeatureSpec.Sha256}; it was changed by hand or is damaged.");
        double[] Take(string name, params int[] shape)
        {
            FileTensor tensor = facts.Tensors.FirstOrDefault(one => one.Name == name) ?? throw new LearningException($"{folder}/{Facts} lacks the array '{name}'.");
            if (!tensor.Shape.SequenceEqual(shape) || tensor.Dtype != "f32" || tensor.Bytes != 4L * shape.Aggregate(1, (one, other) => one * other) || tensor.Offset < 0 || tensor.Offset + tensor.Bytes > bytes.Length)
                throw new LearningException($"The array '{name}' of {folder} is {tensor.Dtype} [{string.Join(", ", tensor.Shape)}] where f32 [{string.Join(", ", shape)}] is needed, or lies outside of {Arrays}.");
            ReadOnlySpan<byte> part = bytes.AsSpan((int)tensor.Offset, (int)tensor.Bytes);
            if (Hash(part) != tensor.Sha256)
                throw new LearningException($"The array '{name}' of {folder} is damaged: its hash does not fit. Take another version.");
            return [.. MemoryMarshal.Cast<byte, float>(part).ToArray().Select(number => (double)number)];
        }

        (int d, int m, int r) = (facts.Base.D, facts.Base.M, facts.Settings.Rank);
        var frozen = new TasteBase(facts.Base.Id, facts.FeatureSpec.Mean, facts.FeatureSpec.Std, Take("base.weights", m, d), Take("base.bias", m), Take("base.readout", m));
        if (frozen.Sha256 != facts.Base.Sha256)
            throw new LearningException($"The base {facts.Base.Id} in {folder} has the hash {frozen.Sha256} where the adapter was trained on {facts.Base.Sha256}; an adapter means nothing on another base.");
        double[] held = Take("held_out", facts.HeldOut.Count, 2);
        return new TrainedModel
        {
            Features = features,
            Settings = facts.Settings,
            Base = frozen,
            TieParameter = facts.TieParameter,
            Slope = facts.Calibration.A,
            Pairs = facts.Data.Pairs,
            Ties = facts.Data.Ties,
            FirstPair = facts.Data.FirstPairId,
            LastPair = facts.Data.LastPairId,
            DataSha256 = facts.Data.DataSha256,
            HeldOut = [.. facts.HeldOut.Select((id, at) => new HeldOutPair(id, held[2 * at], held[(2 * at) + 1]))],
            HoldoutIds = facts.HoldoutIds,
            Train = facts.Metrics.Train,
            Holdout = facts.Metrics.Holdout,
            EpochsRun = facts.EpochsRun,
            BestEpoch = facts.BestEpoch,
            Overfitted = facts.Overfitted,
            ReferenceItems = facts.ReferenceItems,
            Label = facts.AdapterVersion is { } version ? new AdapterLabel(version, facts.ParentVersion, facts.UserIdHash ?? "", facts.CreatedAt ?? default) : null,
            Adapter = [.. Take("adapter.a", r, d), .. Take("adapter.b", r, m), .. Take("adapter.readout", m), facts.LogTie == double.MinValue ? double.NegativeInfinity : facts.LogTie],
            Posterior = Take("posterior", m, m),
            Reference = Take("reference", facts.ReferenceItems.Count, d),
        };
    }

    private static (string Name, int[] Shape, double[] Numbers)[] Lay(TrainedModel model)
    {
        AdapterShape shape = model.Shape;
        return
        [
            ("base.weights", [shape.Hidden, shape.Features], model.Base.Weights.ToArray()),
            ("base.bias", [shape.Hidden], model.Base.Bias.ToArray()),
            ("base.readout", [shape.Hidden], model.Base.Readout.ToArray()),
            ("adapter.a", [shape.Rank, shape.Features], shape.Down(model.Adapter).ToArray()),
            ("adapter.b", [shape.Rank, shape.Hidden], shape.Up(model.Adapter).ToArray()),
            ("adapter.readout", [shape.Hidden], shape.Readout(model.Adapter).ToArray()),
            ("posterior", [shape.Hidden, shape.Hidden], model.Posterior),
            ("reference", [model.ReferenceItems.Count, shape.Features], model.Reference),
            ("held_out", [model.HeldOut.Count, 2], [.. model.HeldOut.SelectMany(pair => new[] { pair.A, pair.B })]),
        ];
    }

    private static (FileModel Facts, byte[] Bytes) Load(string folder)
    {
        try
        {
            FileModel facts = JsonSerializer.Deserialize<FileModel>(File.ReadAllBytes(Path.Combine(folder, Facts)), Json) ?? throw new LearningException($"{folder}/{Facts} is empty.");
            return (facts, File.ReadAllBytes(Path.Combine(folder, Arrays)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new LearningException($"The model in {folder} cannot be read: {problem.Message}", problem);
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Put(string path, byte[] bytes)
    {
        string part = path + ".part";
        using (FileStream stream = File.Create(part))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
