using System.Text.Json;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>Reads a definition's envelope. What stands inside <c>root</c> is read when the definition is compiled.</summary>
public static class DefinitionReader
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    /// <param name="json">The definition's text.</param>
    /// <param name="source">The file or other place it came from, for errors.</param>
    /// <exception cref="DefinitionException">It is not JSON, or not a workflow definition.</exception>
    public static WorkflowDefinition Read(string json, string source)
    {
        JsonElement root;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Tolerant);
            root = document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            string place = problem.LineNumber is { } line ? $" (line {line + 1}, column {problem.BytePositionInLine + 1})" : "";
            throw new DefinitionException(source, [new("$", $"not valid JSON{place}: {problem.Message}")]);
        }

        var reader = new JsonMembers(root, "$");
        if (root.ValueKind != JsonValueKind.Object)
            throw new DefinitionException(source, [new("$", "a workflow definition is a JSON object")]);

        var definition = new WorkflowDefinition(root)
        {
            DefinitionId = reader.RequiredText("definitionId", "the stable id that all versions share"),
            Id = reader.Text("id") ?? reader.Text("definitionId") + "-v" + (reader.Number("version") ?? 1),
            Version = reader.Number("version") ?? 1,
            Name = reader.Text("name") ?? reader.Text("definitionId") ?? "",
            Description = reader.Text("description"),
            IsPublished = reader.Flag("isPublished") ?? true,
            Variables = reader.List("variables", Variable),
            Inputs = reader.List("inputs", Argument),
            Outputs = reader.List("outputs", Argument),
            Outcomes = reader.List("outcomes", (one, _) => one.ValueKind == JsonValueKind.String ? one.GetString()! : one.GetRawText()),
            Options = Options(reader),
        };
        if (!root.TryGetProperty("root", out JsonElement activity) || activity.ValueKind != JsonValueKind.Object)
            reader.Problems.Add(new("$.root", "the root activity is missing; it is usually an Elsa.Flowchart or Elsa.Sequence"));
        return reader.Problems.Count == 0 ? definition : throw new DefinitionException(source, reader.Problems);
    }

    /// <summary>The options alone, of a definition that was read before.</summary>
    internal static WorkflowOptions ReadOptions(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, Tolerant);
        return Options(new JsonMembers(document.RootElement, "$"));
    }

    /// <summary>Whether an activity has this id, at whatever depth.</summary>
    internal static bool HasActivity(string json, string activityId)
    {
        using JsonDocument document = JsonDocument.Parse(json, Tolerant);
        return document.RootElement.TryGetProperty("root", out JsonElement root) && Holds(root);

        bool Holds(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => (element.TryGetProperty("type", out _) && element.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String && id.GetString() == activityId)
                || element.EnumerateObject().Any(member => Holds(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().Any(Holds),
            _ => false,
        };
    }

    internal static VariableDefinition Variable(JsonElement json, JsonMembers members)
    {
        string name = members.Text("name") ?? members.Text("id") ?? members.Path;
        return new VariableDefinition(
            members.Text("id") ?? name,
            name,
            members.Text("typeName") ?? "Object",
            members.Flag("isArray") ?? false,
            json.TryGetProperty("value", out JsonElement value) ? value : EngineJson.Null);
    }

    private static ArgumentDefinition Argument(JsonElement json, JsonMembers members)
    {
        string name = members.RequiredText("name", "what activities and scripts refer to it by");
        return new ArgumentDefinition(name, members.Text("type") ?? "Object", members.Flag("isArray") ?? false, members.Text("displayName") ?? name, members.Text("description"));
    }

    private static WorkflowOptions Options(JsonMembers definition)
    {
        JsonMembers options = definition.Object("options");
        return new WorkflowOptions(
            ShortTypeName(options.Text("activationStrategyType")),
            ShortTypeName(options.Text("incidentStrategyType")),
            options.Flag("usableAsActivity") ?? definition.Flag("usableAsActivity") ?? false);
    }

    /// <summary>Elsa writes strategies as an alias or as an assembly-qualified name; the class name is what counts.</summary>
    private static string? ShortTypeName(string? typeName) => typeName?.Split(',')[0].Split('.')[^1];
}
