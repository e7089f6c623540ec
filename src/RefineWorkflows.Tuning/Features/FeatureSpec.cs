using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Features;

/// <summary>Which numbers describe a picture, in which order.</summary>
/// <param name="Names">One name a number, in words that a person understands, each once.</param>
/// <param name="Version">Version of whatever extracts them: another version may mean other numbers under the same names.</param>
public sealed record FeatureSpec(IReadOnlyList<string> Names, string Version)
{
    /// <summary>Hash over version and names, 64 lower-case hexadecimal digits: features of one hash may be compared.</summary>
    [JsonIgnore]
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Version}\n{string.Join('\n', Names)}")));

    /// <summary>How many numbers there are.</summary>
    [JsonIgnore]
    public int Count => Names.Count;
}
