using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>Between the JSON that values are kept as and the types that activities ask for. Strict: what does not fit is an error, never a default.</summary>
internal static class ValueConverter
{
    /// <exception cref="ConversionException">The value does not fit.</exception>
    public static object? Convert(JsonElement value, Type target)
    {
        if (target == typeof(JsonElement))
            return value.ValueKind == JsonValueKind.Undefined ? EngineJson.Null : value;
        Type plain = Nullable.GetUnderlyingType(target) ?? target;
        if (value.IsNull())
            return plain.IsValueType && plain == target ? Activator.CreateInstance(target) : null;
        // What an emptied field leaves: nothing was given, and nothing is a value of this type.
        if (plain != target && value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()))
            return null;
        try
        {
            return plain switch
            {
                _ when plain == typeof(object) => value,
                _ when plain == typeof(string) => Text(value),
                _ when plain == typeof(bool) => Flag(value),
                _ when plain.IsEnum => Enumeration(value, plain),
                _ when plain.IsPrimitive || plain == typeof(decimal) => Number(value, plain),
                _ when plain == typeof(TimeSpan) => TimeSpan.Parse(Text(value), CultureInfo.InvariantCulture),
                _ when plain == typeof(DateTimeOffset) => DateTimeOffset.Parse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                _ when plain == typeof(DateTime) => DateTime.Parse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                _ when plain == typeof(Guid) => Guid.Parse(Text(value)),
                _ => Structure(value, plain),
            };
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or InvalidOperationException or JsonException or NotSupportedException or ArgumentException)
        {
            throw new ConversionException(value, target.Name, problem);
        }
    }

    public static JsonElement ToElement(object? value) => value switch
    {
        null => EngineJson.Null,
        JsonElement { ValueKind: JsonValueKind.Undefined } => EngineJson.Null,
        JsonElement element => element,
        _ => JsonSerializer.SerializeToElement(value, value.GetType(), EngineJson.Options),
    };

    /// <summary>As the declared type says, so that a value of a derived type tells which one it is.</summary>
    public static JsonElement ToElement(object? value, Type declared)
        => value is null or JsonElement ? ToElement(value) : JsonSerializer.SerializeToElement(value, declared, EngineJson.Options);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static bool Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.Parse(value.GetString()!),
        _ => throw new FormatException(),
    };

    private static object Number(JsonElement value, Type target)
    {
        string text = value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? Text(value).Trim() : throw new FormatException();
        if (target == typeof(double) || target == typeof(float) || target == typeof(decimal))
            return System.Convert.ChangeType(text, target, CultureInfo.InvariantCulture);
        // 3.0 is a whole number, 3.5 is not: scripts know only one kind of number.
        decimal number = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return decimal.IsInteger(number) ? System.Convert.ChangeType(number, target, CultureInfo.InvariantCulture) : throw new FormatException();
    }

    private static object Enumeration(JsonElement value, Type target)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && Enum.IsDefined(target, number))
            return Enum.ToObject(target, number);
        object parsed = Enum.Parse(target, Text(value), ignoreCase: true);
        return Enum.IsDefined(target, parsed) ? parsed : throw new FormatException();
    }

    private static object? Structure(JsonElement value, Type target)
    {
        if (target == typeof(byte[]) && value.ValueKind == JsonValueKind.String)
            return value.GetBytesFromBase64();
        if (value.ValueKind == JsonValueKind.String)
        {
            string text = value.GetString()!.Trim();
            if (text.StartsWith('{') || text.StartsWith('['))
                return JsonSerializer.Deserialize(text, target, EngineJson.Lenient);
            if (string.IsNullOrEmpty(text))
                return null;
            if (typeof(IEnumerable).IsAssignableFrom(target))
                return JsonSerializer.Deserialize(JsonSerializer.Serialize(new[] { text }), target, EngineJson.Lenient);
        }

        return value.Deserialize(target, EngineJson.Lenient);
    }
}
