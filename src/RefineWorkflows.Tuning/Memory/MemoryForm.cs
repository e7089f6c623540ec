using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>Reads what is to be written into a block, and says where it is not as it should be.</summary>
internal static class MemoryForm
{
    /// <summary>As blocks are written: as few characters as can be, readable by people.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="label">The block.</param>
    /// <param name="value">Its new content.</param>
    /// <exception cref="MemoryException">It is no JSON object, or a member is not what the block holds; the message names it.</exception>
    public static JsonObject Read(string label, string value)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(value) as JsonObject ?? throw new MemoryException($"The block {label} holds a JSON object; {Shown(value)} is none.");
        }
        catch (JsonException wrong)
        {
            throw new MemoryException($"The block {label} holds a JSON object, and this is no JSON: {wrong.Message}");
        }

        switch (label)
        {
            case MemoryLabels.AbTesting:
                root["USER_SELECTIONS"] = Selections(root);
                break;
            case MemoryLabels.UserStyle:
                Texts(label, root, "palette");
                Texts(label, root, "motifs");
                Texts(label, root, "avoid");
                Expect(label, root, "notes", JsonValueKind.String, "a text");
                break;
            case MemoryLabels.QualityStandards:
                Expect(label, root, "FAILURE_PATTERNS", JsonValueKind.Array, "a list of patterns");
                Expect(label, root, "thresholds", JsonValueKind.Object, "an object of numbers");
                Expect(label, root, "model_confidence", JsonValueKind.Number, "a number from 0 to 1");
                Expect(label, root, "training_loss_trend", JsonValueKind.Array, "a list of numbers");
                break;
            case MemoryLabels.SessionState:
                Expect(label, root, "tuner", JsonValueKind.Object, "an object");
                break;
        }

        return root;
    }

    private static JsonArray Selections(JsonObject root)
    {
        Expect(MemoryLabels.AbTesting, root, "USER_SELECTIONS", JsonValueKind.Array, "a list of selections");
        var kept = new JsonArray();
        foreach (Selection selection in SelectionReader.Read(root["USER_SELECTIONS"] as JsonArray ?? []))
            kept.Add(JsonSerializer.SerializeToNode(selection, Json));
        return kept;
    }

    private static void Texts(string label, JsonObject root, string member)
    {
        Expect(label, root, member, JsonValueKind.Array, "a list of texts");
        if (root[member] is JsonArray list && list.Any(one => one?.GetValueKind() != JsonValueKind.String))
            throw new MemoryException($"The member '{member}' of the block {label} is a list of texts; {Shown(list.ToJsonString())} is none.");
    }

    private static void Expect(string label, JsonObject root, string member, JsonValueKind kind, string what)
    {
        if (root.TryGetPropertyValue(member, out JsonNode? node) && node?.GetValueKind() != kind)
            throw new MemoryException($"The member '{member}' of the block {label} is {what}; {Shown(node?.ToJsonString() ?? "null")} is none.");
    }

    private static string Shown(string value) => value.Length <= 60 ? value : $"{value[..60]}…";
}
