using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Starting;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>Where deliveries arrive. They prove themselves by their signature and need no key.</summary>
internal static class WebhookEndpoints
{
    private const int LargestBody = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, TimeProvider time)
    {
        var book = new WebhookBook(workbench.Store, SecretBox.Open(workbench.Settings.Data), time);
        var check = new DeliveryCheck(time);
        var starts = new StartOnce(workbench.Store, workbench.Client, time);
        var names = new InputNames(workbench.Catalog);
        routes.MapPost("/webhooks/{name}", async (string name, HttpContext context, CancellationToken cancellationToken) =>
        {
            if (await book.FindAsync(name, cancellationToken) is not { } webhook)
                return Results.Problem($"There is no webhook '{name}'.", statusCode: StatusCodes.Status404NotFound);
            if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
                return Results.Problem($"The delivery is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
            Delivery delivery = check.Verify(context.Request.Headers, body, book.SecretsOf(webhook));
            if (delivery.Id is not { } id)
                return Results.Problem(delivery.Problem, statusCode: StatusCodes.Status401Unauthorized);
            if (context.Request.Headers["X-GitHub-Event"] == "ping")
                return Results.Json(new { status = "pong" });
            if (Payload(context.Request, body, out string problem) is not { } payload)
                return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
            return await StartAsync(webhook, id, body, payload, starts, names, cancellationToken);
        }).OpenToAll();
    }

    private static async Task<IResult> StartAsync(Webhook webhook, string delivery, byte[] body, JsonElement payload, StartOnce starts, InputNames names, CancellationToken cancellationToken)
    {
        try
        {
            var request = new StartRequest
            {
                DefinitionId = webhook.DefinitionId,
                Input = await names.MatchAsync(webhook.DefinitionId, PayloadMapping.Apply(payload, webhook.Mapping), cancellationToken),
            };
            StartOutcome outcome = await starts.StartAsync($"webhook|{webhook.Name}|{delivery}", body, request, cancellationToken);
            return outcome.SameBody
                ? Results.Json(new { id = outcome.Run.Value }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted)
                : Results.Problem($"Delivery '{delivery}' came before with another body, and started run {outcome.Run}.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception refused) when (refused is DefinitionMissingException or ActivationRefusedException)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>The JSON that was delivered, as a body or, as GitHub may be set to, as the field <c>payload</c> of a form.</summary>
    private static JsonElement? Payload(HttpRequest request, byte[] body, out string problem)
    {
        ReadOnlyMemory<byte> json = body;
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            json = Encoding.UTF8.GetBytes(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).TryGetValue("payload", out var field) ? field.ToString() : "");
        return BodyJson.Parse(json, out problem);
    }
}
