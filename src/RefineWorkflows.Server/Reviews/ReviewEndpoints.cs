using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Refinement.Reviews;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Reviews;

/// <summary>What a run asks people, over the product's API.</summary>
internal static class ReviewEndpoints
{
    private const int LargestBody = 64 << 10;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        var desk = new ReviewDesk(workbench.Store, workbench.Client, workbench.Records);
        RouteGroupBuilder group = routes.MapGroup("/api/v1/runs/{id}/reviews").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("runs");
        group.MapGet("", async (string id, CancellationToken cancellationToken)
            => await FindAsync(desk, id, cancellationToken) is { } open ? Results.Json(new { items = open }, ApiJson.Options) : Missing(id));
        group.MapPost("/{review}", (string id, string review, HttpContext context, CancellationToken cancellationToken)
            => AnswerAsync(desk, id, review, context, cancellationToken));
    }

    private static async Task<IResult> AnswerAsync(ReviewDesk desk, string id, string review, HttpContext context, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (Read(body, context.Features.Get<Caller>()?.Name ?? "api", out string problem) is not { } answer)
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        if (await FindAsync(desk, id, cancellationToken) is not { } open)
            return Missing(id);
        return open.FirstOrDefault(one => one.Id == review) is { } asked && await desk.AnswerAsync(asked, answer, cancellationToken)
            ? Results.Json(new { id = review, decision = ReviewDecisions.NameOf(answer.Decision) }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted)
            : Results.Problem($"Run '{id}' does not wait for the review '{review}': it was answered, its deadline has passed, or it was never asked.", statusCode: StatusCodes.Status409Conflict);
    }

    private static ReviewAnswer? Read(ReadOnlyMemory<byte> body, string by, out string problem)
    {
        if (BodyJson.Parse(body, out problem) is not { } root)
            return null;
        IReadOnlyDictionary<string, JsonElement> members = StartBody.Members(root);
        JsonElement note = members.GetValueOrDefault("note");
        if (members.GetValueOrDefault("decision") is { ValueKind: JsonValueKind.String } name
            && ReviewDecisions.TryParse(name.GetString()) is { } decision
            && note.ValueKind is JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return new ReviewAnswer(decision, note.ValueKind == JsonValueKind.String && note.GetString()!.Trim() is { Length: > 0 } words ? words : null, by);
        }

        problem = $"The body is no answer; send {{\"decision\": \"{string.Join('|', ReviewDecisions.Names)}\", \"note\": \"what to change\"}}, the note may be left out.";
        return null;
    }

    private static async Task<IReadOnlyList<Review>?> FindAsync(ReviewDesk desk, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.OpenAsync(new InstanceId(id), cancellationToken);
        }
        catch (InstanceMissingException)
        {
            return null;
        }
    }

    private static IResult Missing(string id) => Results.Problem($"There is no run '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
