using System.Text.Json;
using RefineWorkflows.Engine.Hosting;

namespace RefineWorkflows.Server.Api;

/// <summary>Reads the body of a start: <c>{"definitionId", "input"?, "name"?, "correlationId"?}</c>.</summary>
internal static class StartBody
{
    /// <summary>What is wanted, or null with what is wrong with it.</summary>
    public static StartRequest? Read(ReadOnlyMemory<byte> body, out string problem)
    {
        if (BodyJson.Parse(body, out problem) is not { } root)
            return null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = "The body is no JSON object; send {\"definitionId\": \"refine-loop\", \"input\": {\"prompt\": \"a hot hotdog\"}}.";
            return null;
        }

        if (Text(root, "definitionId", out problem) is not { Length: > 0 } definition)
        {
            problem = problem.Length > 0 ? problem : "definitionId is missing; name the definition to start, for example refine-loop.";
            return null;
        }

        string? name = Text(root, "name", out string wrongName);
        string? correlation = Text(root, "correlationId", out string wrongCorrelation);
        JsonElement input = Member(root, "input");
        problem = wrongName + wrongCorrelation + (input.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null ? "" : "input is no JSON object.");
        return problem.Length > 0 ? null : new StartRequest { DefinitionId = definition, Input = Members(input), Name = name, CorrelationId = correlation };
    }

    /// <summary>The members of an object by name; of two with one name the last. Nothing for anything else.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Members(JsonElement json)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in json.EnumerateObject())
                members[member.Name] = member.Value;
        }

        return members;
    }

    private static string? Text(JsonElement root, string name, out string problem)
    {
        JsonElement value = Member(root, name);
        problem = value.ValueKind is JsonValueKind.String or JsonValueKind.Undefined or JsonValueKind.Null ? "" : $"{name} is no text. ";
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static JsonElement Member(JsonElement root, string name)
        => root.EnumerateObject().LastOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
