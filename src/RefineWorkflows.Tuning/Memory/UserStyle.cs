using System.Text.Json;
using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>The block <c>user_style</c>: what the user says about their own taste.</summary>
public sealed record UserStyle
{
    [JsonPropertyName("palette")]
    public IReadOnlyList<string> Palette { get; init; } = [];

    [JsonPropertyName("motifs")]
    public IReadOnlyList<string> Motifs { get; init; } = [];

    [JsonPropertyName("avoid")]
    public IReadOnlyList<string> Avoid { get; init; } = [];

    [JsonPropertyName("notes")]
    public string Notes { get; init; } = "";

    /// <summary>Reads the block; what it does not have is empty.</summary>
    public static UserStyle Of(MemoryBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return JsonSerializer.Deserialize<UserStyle>(block.Value) ?? new UserStyle();
    }
}
