using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Memory;

namespace RefineWorkflows.Server.Api;

/// <summary>What is remembered about users.</summary>
internal static class MemoryEndpoints
{
    private const int LargestBody = 256 << 10;
    private const int MostEntries = 1000;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        MemoryBook book = workbench.Memory;
        RouteGroupBuilder group = routes.MapGroup("/api/v1/memory/{user}").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("memory");
        group.MapGet("", (string user, CancellationToken stop) => AnswerAsync(async () => List(await book.ListAsync(user, stop))));
        group.MapGet("/blocks/{label}", (string user, string label, CancellationToken stop) => AnswerAsync(async () => One(await book.ReadAsync(user, label, stop))));
        group.MapGet("/blocks/{label}/history", (string user, string label, CancellationToken stop) => AnswerAsync(async () =>
        {
            await book.ReadAsync(user, label, stop);
            return List(await book.HistoryAsync(user, label, stop));
        }));
        group.MapPut("/blocks/{label}", (string user, string label, HttpContext context, CancellationToken stop) => AnswerAsync(() => WriteAsync(book, user, label, context, stop)));
        group.MapGet("/archive", (string user, string? q, int? limit, CancellationToken stop) => AnswerAsync(async () =>
        {
            await book.ReadAsync(user, MemoryLabels.UserStyle, stop);
            return limit is null or (>= 1 and <= MostEntries)
                ? Results.Json(new { items = await workbench.Archive.SearchAsync(user, q, limit ?? 100, stop) }, ApiJson.Options)
                : Results.Problem($"The limit is {limit}; allowed: 1 to {MostEntries}.", statusCode: StatusCodes.Status400BadRequest);
        }));
    }

    private static async Task<IResult> WriteAsync(MemoryBook book, string user, string label, HttpContext context, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (BodyJson.Parse(body, out string problem) is not { } root)
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        IReadOnlyDictionary<string, JsonElement> members = StartBody.Members(root);
        int? version = null;
        if (members.TryGetValue("version", out JsonElement read))
        {
            if (read.ValueKind != JsonValueKind.Number || !read.TryGetInt32(out int number))
                return Results.Problem("The member 'version' is no whole number.", statusCode: StatusCodes.Status400BadRequest);
            version = number;
        }

        if (!members.TryGetValue("value", out JsonElement value))
            return Results.Problem("The body has no 'value'; send {\"value\": {…}, \"version\": 3}, the version may be left out.", statusCode: StatusCodes.Status400BadRequest);
        MemoryBlock before = await book.ReadAsync(user, label, cancellationToken);
        if (version is { } expected && expected != before.Version)
            return Results.Problem($"The block {label} has version {before.Version} and not {expected}: somebody wrote it in the meantime. Read it again, then write.", statusCode: StatusCodes.Status409Conflict);
        return One(await book.WriteAsync(user, label, value.GetRawText(), version, context.Features.Get<Caller>()?.Name ?? "api", cancellationToken));
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (MemoryException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult List(IEnumerable<MemoryBlock> blocks) => Results.Json(new { items = blocks.Select(View) }, ApiJson.Options);

    private static IResult One(MemoryBlock block) => Results.Json(View(block), ApiJson.Options);

    private static object View(MemoryBlock block)
        => new { block.User, block.Label, Value = JsonElement.Parse(block.Value), block.Limit, block.IsReadOnly, block.Version, block.UpdatedAt, block.By };
}
