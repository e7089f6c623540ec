using System.Text.Encodings.Web;
using System.Text.Json;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What the secret inputs of one visit were evaluated to. Held in memory only, and struck out of whatever the visit has to say.</summary>
internal sealed class SecretValues
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mask = "••••••";

    /// <summary>A shorter text is part of too many words to be looked for.</summary>
    private const int ShortestText = 4;

    /// <summary>A word of this length within a secret is looked for by itself: a token without its scheme, for example.</summary>
    private const int ShortestWord = 8;

    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
    private List<string> forms = [];

    /// <summary>The values by the names of their inputs.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values => values;

    public void Add(string input, JsonElement value, IEnumerable<string> parts)
    {
        values[input] = value;
        IEnumerable<string> texts = JsonTexts.In(value).Concat(parts).Where(text => text.Length >= ShortestText);
        forms = [.. texts
            .SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= ShortestWord).Prepend(text))
            .SelectMany(Forms)
            .Concat(forms)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length)];
    }

    public string Scrub(string text) => forms.Aggregate(text, (left, form) => left.Replace(form, Mask, StringComparison.Ordinal));

    public JsonElement Scrub(JsonElement value) => JsonTexts.Map(value, Scrub);

    /// <summary>A text as it may be quoted: as it is, in JSON, in an address.</summary>
    private static string[] Forms(string text) => [text, JavaScriptEncoder.Default.Encode(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text), Uri.EscapeDataString(text)];
}
