using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.DevServers;

/// <summary>A prompt that the protocol server has taken.</summary>
internal sealed record ComfyDevPrompt(int Number, string Id, JsonObject Workflow, JsonObject Extra, IReadOnlyList<string> Outputs)
{
    public string? Client => (string?)Extra["client_id"];

    /// <summary>As queue and history show it: <c>[number, id, prompt, extra_data, outputs]</c>.</summary>
    public JsonArray Shown() => new(Number, Id, Workflow.DeepClone(), Extra.DeepClone(), new JsonArray([.. Outputs.Select(one => JsonValue.Create(one))]));
}
