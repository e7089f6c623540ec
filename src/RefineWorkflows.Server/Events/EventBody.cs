using System.Text.Json;
using RefineWorkflows.Server.Api;

namespace RefineWorkflows.Server.Events;

/// <summary>What is published: <c>{"payload"?, "correlationId"?}</c>, or nothing at all.</summary>
/// <param name="Payload">What comes with the event.</param>
/// <param name="CorrelationId">Only instances of this concern; null for all.</param>
internal sealed record EventBody(JsonElement Payload, string? CorrelationId)
{
    private static readonly string[] Known = ["payload", "correlationId"];

    /// <summary>What is wanted, or null with what is wrong with it.</summary>
    public static EventBody? Read(ReadOnlyMemory<byte> body, out string problem)
    {
        problem = "";
        if (body.IsEmpty)
            return new EventBody(JsonSerializer.SerializeToElement<object?>(null), null);
        if (BodyJson.Parse(body, out problem) is not { } root)
            return null;
        IReadOnlyDictionary<string, JsonElement> members = StartBody.Members(root);
        // A payload without its wrapping would be lost in silence.
        if (root.ValueKind != JsonValueKind.Object || members.Keys.FirstOrDefault(name => !Known.Contains(name)) is not null)
        {
            problem = "The body is no object with nothing but payload and correlationId; send {\"payload\": …, \"correlationId\": \"order-7\"}, both may be left out.";
            return null;
        }

        JsonElement correlation = members.GetValueOrDefault("correlationId");
        if (correlation.ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined))
        {
            problem = "correlationId is no text.";
            return null;
        }

        return new EventBody(members.TryGetValue("payload", out JsonElement payload) ? payload : JsonSerializer.SerializeToElement<object?>(null), correlation.ValueKind == JsonValueKind.String ? correlation.GetString() : null);
    }
}
