using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Copies of the loops that ship, small enough to be run by a journey.</summary>
internal static class ShippedLoop
{
    /// <summary>Publishes a copy of a loop, with some inputs of its activities said outright.</summary>
    /// <param name="http">The server.</param>
    /// <param name="loop">The definition that ships.</param>
    /// <param name="inputs">What inputs are, of activities by their types; null takes an input out, for somebody to fill it in.</param>
    /// <returns>The id of the copy.</returns>
    public static async Task<string> CopyAsync(HttpClient http, string loop, params (string Activity, string Input, JsonNode? Value)[] inputs)
    {
        JsonObject model = JsonNode.Parse(await http.GetStringAsync($"/elsa/api/workflow-definitions/{loop}/export?versionOptions=Latest"))!.AsObject();
        foreach (string own in new[] { "id", "definitionId", "version", "versionId" })
            model.Remove(own);
        model["name"] = $"Loop {Guid.NewGuid():N}";
        foreach ((string activity, string input, JsonNode? value) in inputs)
        {
            JsonObject node = model["root"]!["activities"]!.AsArray().Select(one => one!.AsObject()).Single(one => (string?)one["type"] == activity);
            if (value is null)
                node.Remove(input);
            else
                node[input]!["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value };
        }

        using HttpResponseMessage response = await http.PostAsJsonAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true });
        JsonElement saved = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, saved.ToString());
        return saved.GetProperty("workflowDefinition").GetProperty("definitionId").GetString()!;
    }

    /// <summary>The inputs of an activity, in the order in which Studio shows them.</summary>
    public static async Task<JsonElement[]> InputsAsync(HttpClient http, string activity)
        => [.. (await http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities")).GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == activity).GetProperty("inputs").EnumerateArray().OrderBy(input => input.GetProperty("order").GetInt32())];
}
