using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Events;

namespace RefineWorkflows.Server.Elsa.Events;

/// <summary>Elsa's own way to publish an event: <c>{"correlationId"?, "workflowInstanceId"?, "input"?}</c>, answered by 200 without a body.</summary>
internal static class EventTriggerEndpoint
{
    public static void Map(RouteGroupBuilder api, Workbench workbench)
    {
        var door = new EventDoor(workbench);
        api.MapPost("/events/{eventName}/trigger", async (string eventName, HttpRequest request, CancellationToken cancellationToken) =>
        {
            JsonObject body = await ElsaBody.ReadObjectAsync(request, cancellationToken);
            JsonElement input = body["input"] is { } given ? given.Deserialize<JsonElement>() : JsonSerializer.SerializeToElement<object?>(null);
            string? correlation = Text(body, "correlationId");
            if (Text(body, "workflowInstanceId") is { Length: > 0 } instance)
                await door.PublishToAsync(new InstanceId(instance), eventName, input, correlation, null, cancellationToken);
            else
                await door.PublishAsync(eventName, input, correlation, null, cancellationToken);
            return Results.Ok();
        }).RequireScope(AccessScope.Run);
    }

    private static string? Text(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw new ElsaRequestException($"{name} is no text."),
    };
}
