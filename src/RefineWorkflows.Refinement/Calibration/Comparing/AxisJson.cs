using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Reads a reply about axes. Models fence it, think aloud before it, write keys in their own way, and list where they should map.</summary>
internal static class AxisJson
{
    private static readonly string[] NameMembers = ["axis", "id", "name"];

    /// <summary>The first JSON object of a reply; null without a whole one.</summary>
    public static JsonElement? Object(string? reply)
    {
        string text = ReplyText.Normalise(reply);
        if (SpokenText.FirstObject(text) is not { } json || JsonAnswer.TryRead(Encoding.UTF8.GetBytes(json)) is not { ValueKind: JsonValueKind.Object } found)
            return null;
        try
        {
            ReadThrough(found);
            return found;
        }
        catch (InvalidOperationException)
        {
            // Half a character in a string or a name: JSON that nobody can read.
            return null;
        }
    }

    /// <summary>A member by the first of its names that is there, in any case; null where it is missing or null.</summary>
    public static JsonElement? Member(JsonElement parent, params ReadOnlySpan<string> names)
    {
        if (parent.ValueKind != JsonValueKind.Object)
            return null;
        foreach (string name in names)
        {
            foreach (JsonProperty member in parent.EnumerateObject())
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null)
                    return member.Value;
            }
        }

        return null;
    }

    /// <summary>A text, a number, a truth or a list of those as one line of words; null for anything else and for nothing.</summary>
    public static string? Words(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => AxisText.OneLine(value.Value.GetString()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        JsonValueKind.Array => string.Join(", ", value.Value.EnumerateArray().Select(item => Words(item)).Where(words => !string.IsNullOrEmpty(words))),
        _ => null,
    };

    /// <summary>
    /// What stands for each axis that was asked about, as <paramref name="read"/> makes of it. What is not among them,
    /// stands twice or cannot be read is noted, and so is what is missing.
    /// </summary>
    public static Dictionary<string, T> Axes<T>(JsonElement reply, AxisSet set, IEnumerable<Axis> asked, Func<Axis, JsonElement, T?> read, List<AxisNote> notes)
        where T : class
    {
        Axis[] wanted = [.. asked];
        var found = new Dictionary<string, T>();
        foreach ((string name, JsonElement value) in Entries(Member(reply, "axes") ?? reply))
        {
            if (set.Find(name) is not { } axis || !wanted.Contains(axis))
                notes.Add(new AxisNote(AxisNotes.UnknownAxis, name));
            else if (found.ContainsKey(axis.Id))
                notes.Add(new AxisNote(AxisNotes.RepeatedAxis, axis.Id));
            else if (read(axis, value) is { } entry)
                found[axis.Id] = entry;
            else if (value.ValueKind != JsonValueKind.Null)
                notes.Add(new AxisNote(AxisNotes.UnreadableAxis, axis.Id, value.GetRawText()));
        }

        notes.AddRange(wanted.Where(axis => !found.ContainsKey(axis.Id)).Select(axis => new AxisNote(AxisNotes.MissingAxis, axis.Id)));
        return found;
    }

    private static void ReadThrough(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            _ = value.GetString();
        foreach ((string _, JsonElement inner) in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => ("", item)) : Entries(value))
            ReadThrough(inner);
    }

    private static IEnumerable<(string Name, JsonElement Value)> Entries(JsonElement axes) => axes.ValueKind switch
    {
        JsonValueKind.Object => axes.EnumerateObject().Select(member => (member.Name, member.Value)),
        JsonValueKind.Array => axes.EnumerateArray().Select(item => (Words(Member(item, NameMembers)) ?? "", item)),
        _ => [],
    };
}
