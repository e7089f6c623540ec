using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Starting;

namespace RefineWorkflows.Server.Events;

/// <summary>Events over the product's API.</summary>
internal static class EventEndpoints
{
    private const int LargestBody = 1 << 20;
    private const int LongestName = 255;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        var door = new EventDoor(workbench);
        routes.MapPost("/api/v1/events/{name}", (string name, HttpContext context, CancellationToken cancellationToken) => PublishAsync(door, name, context, cancellationToken))
            .RequireScope(AccessScope.Run);
    }

    private static async Task<IResult> PublishAsync(EventDoor door, string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (name.Length > LongestName)
            return Refused($"The event's name has {name.Length} characters; allowed: 1 to {LongestName}.");
        if (IdempotencyKey.Read(context.Request, out string problem) is not { } key)
            return Refused(problem);
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (EventBody.Read(body, out problem) is not { } wanted)
            return Refused(problem);
        // Keys of one caller are no business of another, nor is one event's of another's.
        string? own = key.Length == 0 ? null : Hash($"{context.Features.Get<Caller>()?.Name}|{name}|{key}");
        DeliveryReceipt receipt = await door.PublishAsync(name, wanted.Payload, wanted.CorrelationId, own, cancellationToken);
        return Results.Json(
            new { resumed = receipt.Resumed.Select(one => one.Value), kept = receipt.Kept, repeated = receipt.Duplicate },
            ApiJson.Options,
            statusCode: StatusCodes.Status202Accepted);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IResult Refused(string problem) => Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
}
