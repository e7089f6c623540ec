using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.Tests.Elsa;

/// <summary>Calls the Elsa API as Studio does: no leading slash, JSON in and out.</summary>
internal sealed class ElsaClient(HttpClient http)
{
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/elsa/api/{path}");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        (HttpStatusCode status, JsonNode? body) = await SendAsync(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"GET {path}: {status} {body?.ToJsonString()}");
        return body!.AsObject();
    }

    public async Task<JsonObject> PostAsync(string path, JsonNode? body = null)
    {
        (HttpStatusCode status, JsonNode? answer) = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"POST {path}: {status} {answer?.ToJsonString()}");
        return answer!.AsObject();
    }

    /// <summary>Creates a definition as Studio's Create dialog does.</summary>
    public async Task<JsonObject> CreateAsync(string name, JsonObject? root = null)
        => (await PostAsync("workflow-definitions", Save(new JsonObject
        {
            ["name"] = name,
            ["definitionId"] = null, ["id"] = null, ["variables"] = null, ["inputs"] = null, ["outputs"] = null, ["outcomes"] = null, ["customProperties"] = null, ["options"] = null,
            ["createdAt"] = "0001-01-01T00:00:00+00:00",
            ["root"] = root ?? new JsonObject { ["id"] = "f1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1" },
        })))["workflowDefinition"]!.AsObject();

    public static JsonObject Save(JsonObject model, bool? publish = null) => new() { ["model"] = model.DeepClone(), ["publish"] = publish };
}
