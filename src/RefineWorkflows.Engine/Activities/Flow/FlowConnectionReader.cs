using System.Text.Json;

namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>Reads a flowchart's connections in all the forms that Elsa's versions have written.</summary>
internal static class FlowConnectionReader
{
    public static IReadOnlyList<FlowConnection> Read(ActivityBinding binding, IReadOnlyDictionary<string, int> indexOf)
    {
        var known = new HashSet<(int, string?, int)>();
        var connections = new List<FlowConnection>();
        binding.List("connections", (json, members) =>
        {
            (string? source, string? port) = End(json, "source", "port", "sourcePort");
            (string? target, _) = End(json, "target", "port", "targetPort");
            if (source is null || target is null)
            {
                members.Problems.Add(new(members.Path, "a connection names its source and its target activity"));
                return false;
            }

            bool isKnown = true;
            foreach ((string name, string id) in new[] { ("source", source), ("target", target) })
            {
                if (indexOf.ContainsKey(id))
                    continue;
                members.Problems.Add(new($"{members.Path}.{name}.activity", $"the flowchart has no activity '{id}'"));
                isKnown = false;
            }

            if (isKnown && known.Add((indexOf[source], port, indexOf[target])))
                connections.Add(new FlowConnection(connections.Count, indexOf[source], port, indexOf[target]));
            return isKnown;
        });
        return connections;
    }

    /// <summary>One end: <c>{ "source": { "activity": "a", "port": "Done" } }</c> today, <c>{ "source": "a", "sourcePort": "Done" }</c> in older files.</summary>
    private static (string? Activity, string? Port) End(JsonElement json, string end, string port, string flatPort)
    {
        if (json.ValueKind != JsonValueKind.Object || Member(json, end) is not { } found)
            return default;
        return found.ValueKind switch
        {
            JsonValueKind.String => (found.GetString(), Text(Member(json, flatPort))),
            JsonValueKind.Object => (Text(Member(found, "activity")) ?? Text(Member(found, "activityId")), Text(Member(found, port))),
            _ => default,
        };
    }

    private static JsonElement? Member(JsonElement json, string name)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private static string? Text(JsonElement? json) => json is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;
}
