using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>Which nodes a server has and what they can be given. Each node is asked for once.</summary>
internal sealed class ComfyChoices(ComfyClient client)
{
    private readonly Dictionary<string, JsonObject?> nodes = new(StringComparer.Ordinal);

    public async Task<bool> HasNodeAsync(string name, CancellationToken cancellationToken) => await NodeAsync(name, cancellationToken) is not null;

    /// <summary>What an input can be chosen from; empty when it is no choice.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string name, string input, CancellationToken cancellationToken)
    {
        JsonNode? inputs = (await NodeAsync(name, cancellationToken))?["input"];
        if (((inputs?["required"] as JsonObject)?[input] ?? (inputs?["optional"] as JsonObject)?[input]) is not JsonArray { Count: > 0 } told)
            return [];
        // Newer servers write ["COMBO", {"options": […]}], older ones [[…], {…}].
        JsonArray? choices = told[0] as JsonArray ?? (told.Count > 1 ? (told[1] as JsonObject)?["options"] as JsonArray : null);
        return [.. (choices ?? []).Select(ComfyOutcome.Text)];
    }

    private async Task<JsonObject?> NodeAsync(string name, CancellationToken cancellationToken)
    {
        if (!nodes.TryGetValue(name, out JsonObject? node))
            nodes[name] = node = await client.NodeAsync(name, cancellationToken);
        return node;
    }
}
