using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>Where deliveries arrive. They prove themselves by their signature and need no key.</summary>
internal sealed partial class WebhookEndpoints
{
    private const int LargestBody = 4 << 20;

    private readonly WebhookBook book;
    private readonly DeliveryCheck check;
    private readonly StartOnce starts;
    private readonly VoteDelivery votes;
    private readonly InputNames names;
    private readonly ILogger log;

    private WebhookEndpoints(Workbench workbench, TimeProvider time)
    {
        book = new WebhookBook(workbench.Store, SecretBox.Open(workbench.Settings.Data), time);
        check = new DeliveryCheck(time);
        starts = new StartOnce(workbench.Store, workbench.Client, time);
        votes = new VoteDelivery(workbench.Store, new BallotDesk(workbench.Store, workbench.Client, workbench.Votes, workbench.Ballots), workbench.Ballots, time);
        names = new InputNames(workbench.Catalog);
        log = workbench.Logging.CreateLogger<WebhookEndpoints>();
    }

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, TimeProvider time)
        => routes.MapPost("/webhooks/{name}", new WebhookEndpoints(workbench, time).TakeAsync).OpenToAll();

    private async Task<IResult> TakeAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(name, cancellationToken) is not { } webhook)
            return Refused(name, StatusCodes.Status404NotFound, $"There is no webhook '{name}'.");
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Refused(name, StatusCodes.Status413PayloadTooLarge, $"The delivery is longer than {LargestBody} bytes.");
        Delivery delivery = check.Verify(context.Request.Headers, body, book.SecretsOf(webhook));
        if (delivery.Id is not { } id)
            return Refused(name, StatusCodes.Status401Unauthorized, delivery.Problem!);
        if (context.Request.Headers["X-GitHub-Event"] == "ping")
        {
            LogPing(name);
            return Results.Json(new { status = "pong" });
        }

        if (Payload(context.Request, body, out string problem) is not { } payload)
            return Refused(name, StatusCodes.Status400BadRequest, problem);
        if (webhook.TakesVotes)
        {
            (Vote? vote, int status, string wrong) = await votes.TakeAsync(KeyOf(webhook, delivery, body), PayloadMapping.Apply(payload, webhook.Mapping), $"webhook {name}", cancellationToken);
            return vote is null ? Refused(name, status, wrong) : Results.Json(vote, ApiJson.Options, statusCode: status);
        }

        try
        {
            var request = new StartRequest
            {
                DefinitionId = webhook.DefinitionId,
                Input = await names.MatchAsync(webhook.DefinitionId, PayloadMapping.Apply(payload, webhook.Mapping), cancellationToken),
            };
            StartOutcome outcome = await starts.StartAsync(KeyOf(webhook, delivery, body), body, request, cancellationToken);
            if (!outcome.SameBody)
                return Refused(name, StatusCodes.Status422UnprocessableEntity, $"Delivery '{id}' came before with another body, and started run {outcome.Run}.");
            if (outcome.IsNew)
                LogAccepted(name, id, outcome.Run.Value);
            else
                LogRepeated(name, id, outcome.Run.Value);
            return Results.Json(new { id = outcome.Run.Value, repeated = !outcome.IsNew }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
        }
        catch (Exception refused) when (refused is DefinitionMissingException or ActivationRefusedException)
        {
            return Refused(name, StatusCodes.Status409Conflict, refused.Message);
        }
    }

    /// <summary>What makes two deliveries one. An id that is not signed proves nothing; there the body decides, unless the webhook says otherwise.</summary>
    private static string KeyOf(Webhook webhook, Delivery delivery, byte[] body) => delivery.IsIdSigned || webhook.TakesSameBodyAgain
        ? $"webhook|{webhook.Name}|{delivery.Id}"
        : $"webhook-body|{webhook.Name}|{Convert.ToHexStringLower(SHA256.HashData(body))}";

    /// <summary>The JSON that was delivered, as a body or, as GitHub may be set to, as the field <c>payload</c> of a form. What only calls itself a form, as curl does unless told otherwise, is a body.</summary>
    private static JsonElement? Payload(HttpRequest request, byte[] body, out string problem)
    {
        ReadOnlyMemory<byte> json = body;
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            && QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).TryGetValue("payload", out var field))
        {
            json = Encoding.UTF8.GetBytes(field.ToString());
        }

        return BodyJson.Parse(json, out problem);
    }

    private IResult Refused(string name, int status, string problem)
    {
        LogRefused(name, status, problem);
        return Results.Problem(problem, statusCode: status);
    }

    [LoggerMessage(EventId = 301, EventName = "WebhookAccepted", Level = LogLevel.Information, Message = "Webhook {Webhook}: delivery {Delivery} is run {Instance}.")]
    private partial void LogAccepted(string webhook, string delivery, string instance);

    [LoggerMessage(EventId = 302, EventName = "WebhookRepeated", Level = LogLevel.Information, Message = "Webhook {Webhook}: delivery {Delivery} has come before and is run {Instance}.")]
    private partial void LogRepeated(string webhook, string delivery, string instance);

    [LoggerMessage(EventId = 303, EventName = "WebhookRefused", Level = LogLevel.Warning, Message = "Webhook {Webhook} has refused a delivery ({Status}): {Reason}")]
    private partial void LogRefused(string webhook, int status, string reason);

    [LoggerMessage(EventId = 304, EventName = "WebhookPing", Level = LogLevel.Information, Message = "Webhook {Webhook}: GitHub has asked whether somebody is there.")]
    private partial void LogPing(string webhook);
}
