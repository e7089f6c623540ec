using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Walks a drawing's JSON from activity to activity, whatever containers they stand in.</summary>
internal static class ActivityTree
{
    /// <summary>The id that Elsa gives the workflow itself.</summary>
    public const string WorkflowId = "Workflow1";

    // Members that may hold objects which look like activities and are none.
    private static readonly HashSet<string> Opaque = new(StringComparer.OrdinalIgnoreCase) { "metadata", "customProperties", "variables", "connections", "expression", "memoryReference" };

    /// <summary>Rebuilds a drawing: every activity is handed to <paramref name="replace"/> with the node id of what contains it, and then its children are.</summary>
    /// <param name="root">The root activity; it is changed.</param>
    /// <param name="parent">Node id of what contains it.</param>
    /// <param name="replace">Gives the activity that stands in its place, perhaps the same.</param>
    public static JsonObject Rewrite(JsonObject root, string parent, Func<JsonObject, string, JsonObject> replace)
    {
        JsonObject activity = replace(root, parent);
        string nodeId = $"{parent}:{Text(activity, "id")}";
        foreach (string member in activity.Select(one => one.Key).Where(name => !Opaque.Contains(name)).ToList())
            RewriteBelow(activity[member], nodeId, replaced => activity[member] = replaced, replace);
        return activity;
    }

    /// <summary>Every activity of a drawing, containers before what they contain; they can be changed in place.</summary>
    public static IEnumerable<JsonObject> Activities(JsonObject root) => Below(root).Prepend(root);

    /// <summary>Every activity inside another one.</summary>
    public static IEnumerable<JsonObject> Below(JsonObject activity) => Children(activity).SelectMany(child => Activities(child.Activity));

    /// <summary>The activities that stand directly in another one, with the member that holds each.</summary>
    public static IEnumerable<(string Member, JsonObject Activity)> Children(JsonObject activity)
        => activity.Where(one => !Opaque.Contains(one.Key)).SelectMany(one => Find(one.Value).Select(child => (one.Key, child)));

    public static string? Text(JsonObject json, string member)
        => json.TryGetPropertyValue(member, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static int? Number(JsonObject json, string member)
        => json.TryGetPropertyValue(member, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static IEnumerable<JsonObject> Find(JsonNode? node) => node switch
    {
        JsonObject activity when IsActivity(activity) => [activity],
        JsonObject other => other.Where(one => !Opaque.Contains(one.Key)).SelectMany(one => Find(one.Value)),
        JsonArray list => list.SelectMany(Find),
        _ => [],
    };

    private static void RewriteBelow(JsonNode? node, string owner, Action<JsonNode> put, Func<JsonObject, string, JsonObject> replace)
    {
        switch (node)
        {
            case JsonObject activity when IsActivity(activity):
                JsonObject detached = activity.DeepClone().AsObject();
                put(Rewrite(detached, owner, replace));
                break;
            case JsonObject other:
                foreach (string member in other.Select(one => one.Key).Where(name => !Opaque.Contains(name)).ToList())
                    RewriteBelow(other[member], owner, replaced => other[member] = replaced, replace);
                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    int place = i;
                    RewriteBelow(list[i], owner, replaced => list[place] = replaced, replace);
                }

                break;
        }
    }

    private static bool IsActivity(JsonObject json)
        => Text(json, "type") is { Length: > 0 } && Text(json, "id") is { Length: > 0 } && !json.ContainsKey("typeName");
}
