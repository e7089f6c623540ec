using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>A training's state as bytes: what it is, of which set and settings, every number, and a hash over all of it at the end. Little-endian.</summary>
internal static class TrainingCheckpoint
{
    private const string Magic = "refine-training";
    private const int Version = 2;

    public static byte[] Write(TrainingState state, string set, TrainingSettings settings)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(set);
        writer.Write(JsonSerializer.Serialize(settings));
        foreach (int number in (int[])[state.Stage, state.Epoch, state.Batch, state.BestEpoch, state.Stale, state.Spikes, state.EpochsRun, state.Overfitted ? 1 : 0])
            writer.Write(number);
        writer.Write(state.Step);
        writer.Write(state.Optimiser.Count);
        writer.Write(state.BestLoss);
        foreach (double[] numbers in Arrays(state))
        {
            writer.Write(numbers.Length);
            writer.Write(MemoryMarshal.AsBytes<double>(numbers));
        }

        writer.Flush();
        byte[] body = memory.ToArray();
        return [.. body, .. SHA256.HashData(body)];
    }

    /// <exception cref="LearningException">It is damaged, of another version, or of another set or other settings.</exception>
    public static void Read(ReadOnlyMemory<byte> checkpoint, TrainingState state, string set, TrainingSettings settings)
    {
        if (checkpoint.Length < 64 || !SHA256.HashData(checkpoint.Span[..^32]).AsSpan().SequenceEqual(checkpoint.Span[^32..]))
            throw new LearningException($"The checkpoint of {checkpoint.Length} bytes is cut short or damaged: its hash does not fit. Continue from an older one, or begin again.");
        using var reader = new BinaryReader(new MemoryStream(checkpoint[..^32].ToArray(), writable: false));
        if (reader.ReadString() != Magic)
            throw new LearningException("The bytes are no checkpoint of a training.");
        if (reader.ReadInt32() is var version && version != Version)
            throw new LearningException($"The checkpoint has version {version}, and this program reads version {Version}. Begin the training again.");
        if (reader.ReadString() is var trained && trained != set)
            throw new LearningException($"The checkpoint is of the set {trained}, not of {set}. Continue with the set that the training began with.");
        if (reader.ReadString() is var with && with != JsonSerializer.Serialize(settings))
            throw new LearningException($"The checkpoint was made with other settings: {with}. Continue with those.");
        (state.Stage, state.Epoch, state.Batch) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (state.BestEpoch, state.Stale, state.Spikes) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (state.EpochsRun, state.Overfitted) = (reader.ReadInt32(), reader.ReadInt32() == 1);
        (state.Step, state.Optimiser.Count, state.BestLoss) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble());
        foreach (double[] numbers in Arrays(state))
        {
            if (reader.ReadInt32() is var length && length != numbers.Length)
                throw new LearningException($"The checkpoint holds {length} numbers where the training has {numbers.Length}.");
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }
    }

    private static double[][] Arrays(TrainingState state) => [state.Adapter, state.Best, state.Optimiser.First, state.Optimiser.Second, state.Held, state.BestEpochs];
}
