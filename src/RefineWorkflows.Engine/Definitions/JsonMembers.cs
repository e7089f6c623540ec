using System.Text.Json;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>Reads members of a JSON object tolerantly in type and strictly in meaning, and collects what is wrong by path.</summary>
internal sealed class JsonMembers
{
    private readonly JsonElement json;

    public JsonMembers(JsonElement json, string path, List<DefinitionProblem>? problems = null)
    {
        this.json = json;
        Path = path;
        Problems = problems ?? [];
    }

    public string Path { get; }

    public List<DefinitionProblem> Problems { get; }

    public string? Text(string member) => Find(member) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => null,
        _ => Wrong<string>(member, "expected text"),
    };

    public string RequiredText(string member, string meaning)
    {
        string? text = Text(member);
        if (!string.IsNullOrWhiteSpace(text))
            return text;
        Problems.Add(new($"{Path}.{member}", $"missing: {meaning}"));
        return "";
    }

    public int? Number(string member) => Find(member) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out int value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), System.Globalization.CultureInfo.InvariantCulture, out int value) => value,
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => null,
        _ => WrongNumber(member),
    };

    public bool? Flag(string member) => Find(member) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out bool value) => value,
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => null,
        _ => WrongFlag(member),
    };

    public JsonMembers Object(string member)
    {
        JsonElement? found = Find(member);
        if (found is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) })
            Problems.Add(new($"{Path}.{member}", "expected an object"));
        return new JsonMembers(found is { ValueKind: JsonValueKind.Object } value ? value : default, $"{Path}.{member}", Problems);
    }

    /// <summary>Items of a list; a missing list is empty. Lists wrapped by a serialiser ($values, _items) are unwrapped.</summary>
    public IReadOnlyList<T> List<T>(string member, Func<JsonElement, JsonMembers, T> read)
    {
        if (Find(member) is not { } found || found.IsNull())
            return [];
        if (found.ValueKind == JsonValueKind.Object)
        {
            foreach (string wrapper in new[] { "$values", "_items", "items", "values" })
            {
                if (found.TryGetProperty(wrapper, out JsonElement inner) && inner.ValueKind == JsonValueKind.Array)
                {
                    found = inner;
                    break;
                }
            }
        }

        if (found.ValueKind != JsonValueKind.Array)
        {
            Problems.Add(new($"{Path}.{member}", "expected a list"));
            return [];
        }

        var items = new List<T>(found.GetArrayLength());
        foreach (JsonElement item in found.EnumerateArray())
            items.Add(read(item, new JsonMembers(item, $"{Path}.{member}[{items.Count}]", Problems)));
        return items;
    }

    private JsonElement? Find(string member)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (json.TryGetProperty(member, out JsonElement exact))
            return exact;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Name.Equals(member, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private T? Wrong<T>(string member, string expectation)
        where T : class
    {
        Problems.Add(new($"{Path}.{member}", $"{expectation}, found {Find(member)!.Value.GetRawText()}"));
        return null;
    }

    private int? WrongNumber(string member)
    {
        Wrong<string>(member, "expected a whole number");
        return null;
    }

    private bool? WrongFlag(string member)
    {
        Wrong<string>(member, "expected true or false");
        return null;
    }
}
