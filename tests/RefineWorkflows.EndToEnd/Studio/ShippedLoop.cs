using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Copies of the loops that ship, small enough to be run by a journey.</summary>
internal static class ShippedLoop
{
    /// <summary>Publishes a copy of a loop, with some inputs of one of its activities said outright.</summary>
    /// <param name="http">The server.</param>
    /// <param name="loop">The definition that ships.</param>
    /// <param name="activity">Type of the activity.</param>
    /// <param name="inputs">What its inputs are; null takes an input out.</param>
    /// <returns>The id of the copy.</returns>
    public static async Task<string> CopyAsync(HttpClient http, string loop, string activity, params (string Input, JsonNode? Value)[] inputs)
    {
        JsonObject model = JsonNode.Parse(await http.GetStringAsync($"/elsa/api/workflow-definitions/{loop}/export?versionOptions=Latest"))!.AsObject();
        foreach (string own in new[] { "id", "definitionId", "version", "versionId" })
            model.Remove(own);
        model["name"] = $"Loop {Guid.NewGuid():N}";
        JsonObject open = model["root"]!["activities"]!.AsArray().Select(one => one!.AsObject()).Single(one => (string?)one["type"] == activity);
        foreach ((string input, JsonNode? value) in inputs)
        {
            if (value is null)
                open.Remove(input);
            else
                open[input]!["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value };
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
