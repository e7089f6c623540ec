using System.Text.Json;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>One setting of a case, as it stands in the suite.</summary>
/// <param name="Name">As it was written; case, hyphens and underscores make no difference to what it means.</param>
/// <param name="Value">Its value: a text, a number, true, false or null.</param>
/// <param name="Line">Where it stands, from 1.</param>
public sealed record SuiteSetting(string Name, JsonElement Value, long Line)
{
    /// <summary>The value as people write it.</summary>
    public string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : Value.GetRawText();

    /// <summary>Whether it means the same as another name.</summary>
    public bool Means(string name) => Plain(Name).Equals(Plain(name), StringComparison.OrdinalIgnoreCase);

    internal static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
