using System.Text.Json;
using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>Reads expressions as definitions write them: <c>{ "type": "…", "value": … }</c>, or a bare value.</summary>
internal static class ExpressionReader
{
    public static Expression? Read(JsonElement json, string path, List<DefinitionProblem> problems)
    {
        if (json.IsNull())
            return null;
        if (json.ValueKind != JsonValueKind.Object)
            return Expression.Literal(json);

        var members = new JsonMembers(json, path, problems);
        string type = members.Text("type") ?? "Literal";
        JsonElement value = json.TryGetProperty("value", out JsonElement found) ? found : EngineJson.Null;
        return type switch
        {
            "Literal" => Expression.Literal(value),
            "Object" or "Json" => Object(value, $"{path}.value", problems),
            "Variable" => new Expression(ExpressionKind.Variable, EngineJson.Null, Reference(value, "id", $"{path}.value", problems)),
            "Input" => new Expression(ExpressionKind.Input, EngineJson.Null, Reference(value, "name", $"{path}.value", problems)),
            "JavaScript" => new Expression(ExpressionKind.JavaScript, EngineJson.Null, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()),
            _ => Refuse(type, path, problems),
        };
    }

    /// <summary>Reads the value of a table of names and values: each value says by itself what it is. A plain object stays what it is.</summary>
    public static Expression? ReadDictionary(JsonElement json, string path, List<DefinitionProblem> problems)
    {
        Expression? whole = Read(json, path, problems);
        if (whole is not { Kind: ExpressionKind.Object, Value.ValueKind: JsonValueKind.Object } || !whole.Value.EnumerateObject().Any() || !whole.Value.EnumerateObject().All(member => IsExpression(member.Value)))
            return whole;
        var members = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (JsonProperty member in whole.Value.EnumerateObject())
        {
            if (Read(member.Value, $"{path}.value.{member.Name}", problems) is { } expression)
                members[member.Name] = expression;
        }

        return new Expression(ExpressionKind.Dictionary, EngineJson.Null, "") { Members = members };
    }

    private static bool IsExpression(JsonElement json) => json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && json.TryGetProperty("value", out _)
        && json.EnumerateObject().Count() == 2;

    private static Expression Object(JsonElement value, string path, List<DefinitionProblem> problems)
    {
        if (value.ValueKind != JsonValueKind.String)
            return new Expression(ExpressionKind.Object, value, "");
        string text = value.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            return new Expression(ExpressionKind.Object, EngineJson.Null, "");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return new Expression(ExpressionKind.Object, document.RootElement.Clone(), "");
        }
        catch (JsonException problem)
        {
            problems.Add(new(path, $"an Object expression holds JSON text, and this is not: {problem.Message}"));
            return new Expression(ExpressionKind.Object, EngineJson.Null, "");
        }
    }

    /// <summary>A reference is an object or a text that holds one; its id or name decides. A plain name is taken as it is.</summary>
    private static string Reference(JsonElement value, string member, string path, List<DefinitionProblem> problems)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            string text = value.GetString()!.Trim();
            if (!text.StartsWith('{'))
                return text;
            value = Object(value, path, problems).Value;
        }

        string? name = value.ValueKind == JsonValueKind.Object ? new JsonMembers(value, path, problems).Text(member) : null;
        if (name is null)
            problems.Add(new(path, $"expected an object with '{member}'"));
        return name ?? "";
    }

    private static Expression? Refuse(string type, string path, List<DefinitionProblem> problems)
    {
        problems.Add(new($"{path}.type", $"expression type '{type}' is not offered here; use Literal, Object, Variable, Input or JavaScript"));
        return null;
    }
}
