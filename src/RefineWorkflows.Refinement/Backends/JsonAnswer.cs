using System.Globalization;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>Reads what a server answered as JSON without ever being surprised by its shape: what is not there or of another kind is null.</summary>
internal static class JsonAnswer
{
    /// <summary>The whole body; null when it is no JSON.</summary>
    public static JsonElement? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    extension(JsonElement parent)
    {
        /// <summary>A member of an object; null where it is missing or null.</summary>
        public JsonElement? At(string name)
            => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

        /// <summary>The elements of a member that is an array; none otherwise.</summary>
        public IEnumerable<JsonElement> Each(string name)
            => parent.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

        /// <summary>A member as text, also where it is a number; null otherwise.</summary>
        public string? Words(string name) => parent.At(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

        /// <summary>A member as a whole number; null otherwise.</summary>
        public long? Count(string name)
            => parent.Words(name) is { } digits && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

        public bool? Flag(string name) => parent.At(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }
}
