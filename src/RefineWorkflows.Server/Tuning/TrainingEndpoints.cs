using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Tuning;

/// <summary>Trainings: what was asked for, how far it is, and what came of it.</summary>
internal sealed class TrainingEndpoints
{
    private const int LargestBody = 16 << 10;
    private const int MostItems = 200;
    private const string KeyHeader = "Idempotency-Key";

    private static readonly JsonSerializerOptions Strict = new(TrainingJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private readonly Workbench workbench;
    private readonly TrainingDesk desk;

    private TrainingEndpoints(Workbench workbench) => (this.workbench, desk) = (workbench, workbench.Tuner.Desk);

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        var trainings = new TrainingEndpoints(workbench);
        RouteGroupBuilder group = routes.MapGroup("/api/v1/trainings").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("trainings");
        group.MapGet("", trainings.ListAsync);
        group.MapPost("", trainings.AskAsync);
        group.MapGet("/{id}", trainings.ShowAsync);
        group.MapDelete("/{id}", trainings.CancelAsync);
    }

    private async Task<IResult> ListAsync(string? user, int? limit, CancellationToken cancellationToken)
        => limit is null or (>= 1 and <= MostItems)
            ? Results.Json(new { items = (await desk.ListAsync(user, cancellationToken)).Take(limit ?? 50) }, TrainingJson.Options)
            : Refused($"limit is {limit}; allowed: 1 to {MostItems}.");

    private async Task<IResult> ShowAsync(string id, CancellationToken cancellationToken)
        => await desk.FindAsync(id, cancellationToken) is { } training
            ? Results.Json(new { training, epochs = await desk.EpochsAsync(id, cancellationToken) }, TrainingJson.Options)
            : Missing(id);

    private async Task<IResult> AskAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        string? key = context.Request.Headers[KeyHeader];
        try
        {
            TrainingBody asked = body.Length == 0 ? new TrainingBody() : JsonSerializer.Deserialize<TrainingBody>(body, Strict) ?? new TrainingBody();
            var request = new TrainingRequest(key is { Length: > 0 } ? $"api-{key}" : $"api-{Guid.NewGuid():n}", asked.User ?? workbench.Settings.User, asked.Wishes().Settings(), context.Features.Get<Caller>()?.Name ?? "api")
            {
                Promotes = asked.Promote ?? true,
            };
            Training training = await desk.AskAsync(request, cancellationToken);
            return training.User == request.User && training.Settings == request.Settings
                ? Results.Json(training, TrainingJson.Options, statusCode: StatusCodes.Status202Accepted)
                : Results.Problem($"Another training was asked for under the {KeyHeader} '{key}'.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (JsonException wrong)
        {
            return Refused($"The body is no wish for a training: {wrong.Message} Send {{\"user\": \"owner\", \"rank\": 8}}, or nothing.");
        }
        catch (TuningException wrong)
        {
            return Refused(wrong.Message);
        }
    }

    private async Task<IResult> CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, cancellationToken) is not { } training)
            return Missing(id);
        if (training.IsOver && !training.IsUnwanted)
            return Results.Problem($"Training '{id}' is over; there is nothing to call off.", statusCode: StatusCodes.Status409Conflict);
        return Results.Json(await desk.CancelAsync(id, cancellationToken), TrainingJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Missing(string id) => Results.Problem($"There is no training '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Refused(string why) => Results.Problem(why, statusCode: StatusCodes.Status400BadRequest);
}
