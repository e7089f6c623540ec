using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>The aliases by which definitions name types.</summary>
public static class VariableTypes
{
    private static readonly Dictionary<string, Type> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Object"] = typeof(object), ["String"] = typeof(string), ["Boolean"] = typeof(bool), ["Bool"] = typeof(bool),
        ["Int16"] = typeof(short), ["Int32"] = typeof(int), ["Int64"] = typeof(long), ["Long"] = typeof(long), ["UInt64"] = typeof(ulong),
        ["Single"] = typeof(float), ["Double"] = typeof(double), ["Decimal"] = typeof(decimal),
        ["Guid"] = typeof(Guid), ["DateTime"] = typeof(DateTime), ["DateTimeOffset"] = typeof(DateTimeOffset), ["TimeSpan"] = typeof(TimeSpan),
        ["ByteArray"] = typeof(byte[]),
        ["JSON"] = typeof(object), ["JsonElement"] = typeof(object), ["JsonNode"] = typeof(object), ["JsonObject"] = typeof(object), ["JsonArray"] = typeof(object),
        ["StringDictionary"] = typeof(Dictionary<string, string>), ["StringMap"] = typeof(Dictionary<string, string>),
        ["ObjectDictionary"] = typeof(Dictionary<string, JsonElement>), ["ObjectMap"] = typeof(Dictionary<string, JsonElement>),
    };

    /// <summary>The aliases that Studio may offer.</summary>
    public static IReadOnlyCollection<string> Aliases => Known.Keys;

    /// <summary>A value as a variable of that type keeps it. Types the engine does not know are kept as they are.</summary>
    /// <exception cref="ConversionException">The value does not fit.</exception>
    internal static JsonElement Normalise(JsonElement value, string typeName, bool isArray)
    {
        if (value.IsNull())
            return EngineJson.Null;
        string alias = typeName.TrimEnd('?');
        bool many = isArray || alias.EndsWith("[]", StringComparison.Ordinal);
        if (!Known.TryGetValue(alias.Replace("[]", "", StringComparison.Ordinal), out Type? type))
            return value;
        Type target = many ? type.MakeArrayType() : type;
        if (target == typeof(object) || target == typeof(object[]))
            return many && value.ValueKind != JsonValueKind.Array ? ValueConverter.ToElement(ValueConverter.Convert(value, typeof(JsonElement[]))) : value;
        // Blank text is no number: Studio writes an empty default as "".
        if (target.IsValueType && value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()))
            return EngineJson.Null;
        return ValueConverter.ToElement(ValueConverter.Convert(value, target));
    }

    /// <summary>The alias that describes a CLR type on the wire.</summary>
    public static string AliasOf(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return plain.Name;
        string? alias = Known.FirstOrDefault(pair => pair.Value == plain).Key;
        return alias ?? (plain.IsArray ? $"{AliasOf(plain.GetElementType()!)}[]" : "Object");
    }
}
