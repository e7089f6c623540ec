using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>
/// Holds an answer against the schema it was asked for: type, properties, required, additionalProperties, items, enum,
/// minimum and maximum. Servers that promise a schema do not all keep to it.
/// </summary>
internal static class SchemaCheck
{
    /// <returns>What is wrong, for the model to read; null when nothing is.</returns>
    public static string? Problem(JsonElement schema, JsonElement value) => Problem(schema, value, "the answer");

    private static string? Problem(JsonElement schema, JsonElement value, string where)
    {
        if (schema.Words("type") is { } type && !HasType(value, type))
            return $"{where} must be of type {type}";
        if (schema.At("enum") is { } choices && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
            return $"{where} must be one of {choices.GetRawText()}";
        return value.ValueKind switch
        {
            JsonValueKind.Object => ObjectProblem(schema, value, where),
            JsonValueKind.Array when schema.At("items") is { } items => value.EnumerateArray().Select((item, index) => Problem(items, item, $"{where}[{index}]")).FirstOrDefault(problem => problem is not null),
            JsonValueKind.Number => RangeProblem(schema, value.GetDouble(), where),
            _ => null,
        };
    }

    private static string? ObjectProblem(JsonElement schema, JsonElement value, string where)
    {
        foreach (JsonElement name in schema.Each("required"))
        {
            if (!value.TryGetProperty(name.GetString()!, out _))
                return $"{where} lacks the property '{name.GetString()}'";
        }

        JsonElement? properties = schema.At("properties");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            JsonElement? known = properties?.At(property.Name);
            if (known is null && schema.Flag("additionalProperties") == false)
                return $"{where} may not have a property '{property.Name}'";
            if (known is { } inner && Problem(inner, property.Value, property.Name) is { } problem)
                return problem;
        }

        return null;
    }

    private static string? RangeProblem(JsonElement schema, double value, string where)
    {
        if (schema.At("minimum") is { } minimum && value < minimum.GetDouble())
            return $"{where} must be at least {minimum.GetRawText()}";
        return schema.At("maximum") is { } maximum && value > maximum.GetDouble() ? $"{where} must be at most {maximum.GetRawText()}" : null;
    }

    private static bool HasType(JsonElement value, string type) => type.ToUpperInvariant() switch
    {
        "OBJECT" => value.ValueKind == JsonValueKind.Object,
        "ARRAY" => value.ValueKind == JsonValueKind.Array,
        "STRING" => value.ValueKind == JsonValueKind.String,
        "BOOLEAN" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "NUMBER" => value.ValueKind == JsonValueKind.Number,
        "INTEGER" => value.ValueKind == JsonValueKind.Number && Math.Truncate(value.GetDouble()) == value.GetDouble(),
        "NULL" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };
}
