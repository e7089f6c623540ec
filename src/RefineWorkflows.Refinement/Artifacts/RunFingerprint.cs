using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// One hash over all that a run decided. Two runs with equal fingerprints made the same pictures from the same words
/// and decided alike about them, whenever, wherever and however often interrupted they ran.
/// </summary>
public static class RunFingerprint
{
    /// <returns>SHA-256, lower-case hex.</returns>
    public static string Compute(string definitionVersion, SearchSettings settings, IEnumerable<IterationRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "refine-run-1");
        Add(hash, definitionVersion);
        Add(hash, JsonSerializer.Serialize(settings, RunJson.Line));
        foreach (IterationRecord record in records.OrderBy(record => record.Iteration))
        {
            Add(hash, record.Iteration);
            Add(hash, record.Prompt);
            Add(hash, record.ImagePrompt);
            Add(hash, unchecked((long)record.Seed));
            Add(hash, record.ImageSha256);
            Add(hash, record.Score);
            Add(hash, record.Action.ToString());
            Add(hash, record.Accepted ? 1 : 0);
            Add(hash, record.Delta);
            Add(hash, record.Random);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Length first, so that no two lists of texts run together to the same bytes.</summary>
    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.LongLength);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, double? number)
    {
        Add(hash, number is null ? 0 : 8);
        if (number is { } value)
            Add(hash, BitConverter.DoubleToInt64Bits(value));
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
