using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>Votes over the product's API: what runs ask, and votes on any two pictures that are here.</summary>
internal sealed class VoteEndpoints
{
    private const int LargestBody = 64 << 10;

    private readonly Workbench workbench;
    private readonly BallotDesk desk;
    private readonly TimeProvider time;

    private VoteEndpoints(Workbench workbench, TimeProvider time)
    {
        this.workbench = workbench;
        this.time = time;
        desk = new BallotDesk(workbench.Store, workbench.Client, workbench.Votes, workbench.Ballots);
    }

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, TimeProvider time)
    {
        var votes = new VoteEndpoints(workbench, time);
        RouteGroupBuilder ballots = routes.MapGroup("/api/v1/runs/{id}/ballots").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("votes");
        ballots.MapGet("", votes.OpenAsync);
        ballots.MapPost("/{ballot}", votes.AnswerAsync);
        RouteGroupBuilder group = routes.MapGroup("/api/v1/votes").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("votes");
        group.MapGet("", votes.ListAsync);
        group.MapGet("/next", votes.NextAsync);
        group.MapPost("", votes.AddAsync);
        group.MapDelete("/{id}", votes.UndoAsync);
    }

    private async Task<IResult> OpenAsync(string id, CancellationToken cancellationToken)
        => await FindAsync(id, cancellationToken) is { } open ? Results.Json(new { items = open }, ApiJson.Options) : Missing(id);

    private async Task<IResult> AnswerAsync(string id, string ballot, HttpContext context, CancellationToken cancellationToken)
    {
        (IReadOnlyDictionary<string, JsonElement>? members, IResult? refused) = await BodyAsync(context, cancellationToken);
        if (members is null)
            return refused!;
        if (Outcome(members) is not { } outcome)
            return Refused($"outcome is missing or unknown; send {{\"outcome\": \"{string.Join('|', VoteOutcomes.Names)}\", \"seconds\": 2.5}}, the seconds may be left out.");
        if (await FindAsync(id, cancellationToken) is not { } open)
            return Missing(id);
        // An answer that came before may be heard again, also when its run has gone on since.
        Ballot? asked = open.FirstOrDefault(one => one.Id == ballot) ?? await workbench.Ballots.FindAsync(ballot, cancellationToken);
        Vote? vote = asked is null || asked.Run != id ? null : await desk.AnswerAsync(asked, new BallotAnswer(outcome, CallerOf(context), time.GetUtcNow(), Took(members)), cancellationToken);
        return vote is null
            ? Results.Problem($"Run '{id}' does not wait for the ballot '{ballot}': its deadline has passed, or it was never asked.", statusCode: StatusCodes.Status409Conflict)
            : vote.Outcome != outcome
                ? Results.Problem($"Ballot '{ballot}' was answered already, with '{VoteOutcomes.NameOf(vote.Outcome)}'.", statusCode: StatusCodes.Status409Conflict)
                : Results.Json(vote, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IResult> ListAsync(string? user, long? after, int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > 200)
            return Refused($"limit is {limit}; allowed: 1 to 200.");
        if (after < 0)
            return Refused($"after is {after}; allowed: the number of a vote, 0 for the beginning.");
        if (!Whose(user, out string name, out IResult? refused))
            return refused!;
        int wanted = limit ?? 50;
        IReadOnlyList<Vote> votes = await workbench.Votes.ListAsync(name, after ?? 0, wanted + 1, cancellationToken);
        return Results.Json(new { items = votes.Take(wanted), next = votes.Count > wanted ? votes[wanted - 1].Sequence : (long?)null }, ApiJson.Options);
    }

    private async Task<IResult> NextAsync(string? user, CancellationToken cancellationToken)
    {
        if (!Whose(user, out string name, out IResult? refused))
            return refused!;
        return await new NextDesk(workbench).NextAsync(name, null, cancellationToken) is { } next
            ? Results.Json(new { next.Id, next.User, next.Prompt, a = next.A.Reference, b = next.B.Reference, next.Open, next.ByModel }, ApiJson.Options)
            : Results.Problem($"There is no pair to ask {name} about: every pair of the last runs was asked, or no prompt has two pictures. Start a run.", statusCode: StatusCodes.Status404NotFound);
    }

    private async Task<IResult> AddAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (IdempotencyKey.Read(context.Request, out string problem) is not { } key)
            return Refused(problem);
        (IReadOnlyDictionary<string, JsonElement>? members, IResult? refused) = await BodyAsync(context, cancellationToken);
        if (members is null)
            return refused!;
        if (Outcome(members) is not { } outcome || Text(members, "a") is not { Length: > 0 } a || Text(members, "b") is not { Length: > 0 } b || Text(members, "prompt") is not { Length: > 0 } prompt)
            return Refused($"The body is no vote; send {{\"prompt\": \"…\", \"a\": \"runs/RUN/FILE\", \"b\": \"runs/RUN/FILE\", \"outcome\": \"{string.Join('|', VoteOutcomes.Names)}\", \"user\": \"owner\"}}; a and b may also be pictures on the shelf.");
        if (!Whose(Text(members, "user"), out string user, out refused))
            return refused!;
        try
        {
            VotedPicture left = await KeepAsync(a, cancellationToken), right = await KeepAsync(b, cancellationToken);
            var vote = new Vote(key.Length > 0 ? $"api-{key[..Math.Min(key.Length, 190)]}" : $"vote-{Guid.NewGuid():n}", 0, user, prompt.Trim(), left, right, false, outcome, PairSource.Human, CallerOf(context), time.GetUtcNow(), Took(members));
            return Results.Json(await workbench.Votes.AddAsync(vote, cancellationToken), ApiJson.Options, statusCode: StatusCodes.Status201Created);
        }
        catch (VoteConflictException conflict)
        {
            return Results.Problem(conflict.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception wrong) when (wrong is VoteException or RefinementException or ImagingException)
        {
            return Refused(wrong.Message);
        }
    }

    private async Task<IResult> UndoAsync(string id, string? user, CancellationToken cancellationToken)
    {
        if (!Whose(user, out string name, out IResult? refused))
            return refused!;
        // Routes leave an escaped slash as it is; keys that callers made up may hold one.
        return await workbench.Votes.UndoAsync(name, id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), cancellationToken) is { } vote
            ? Results.Json(vote, ApiJson.Options)
            : Results.Problem($"{name} has no vote '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }

    private async Task<VotedPicture> KeepAsync(string reference, CancellationToken cancellationToken)
    {
        string sha256 = await workbench.VotedPictures.AddAsync(await workbench.Artifacts.ReadPictureAsync(reference, cancellationToken), cancellationToken);
        return reference.Split('/') is ["runs", var run, var file] && Refinement.Artifacts.RunFolder.IterationOf(Path.ChangeExtension(file, "png")) is { } iteration ? new VotedPicture(sha256, run, iteration) : new VotedPicture(sha256);
    }

    private async Task<IReadOnlyList<Ballot>?> FindAsync(string id, CancellationToken cancellationToken)
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

    private static async Task<(IReadOnlyDictionary<string, JsonElement>? Members, IResult? Refused)> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return (null, Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge));
        return BodyJson.Parse(body, out string problem) is { } root ? (StartBody.Members(root), null) : (null, Refused(problem));
    }

    private bool Whose(string? given, out string name, out IResult? refused)
    {
        name = given is { Length: > 0 } ? given : workbench.Settings.User;
        refused = UserName.IsValid(name) && name != UserName.Shared ? null : Refused($"user is '{name}'; allowed: {UserName.Allowed}, and not '{UserName.Shared}'.");
        return refused is null;
    }

    private static VoteOutcome? Outcome(IReadOnlyDictionary<string, JsonElement> members) => VoteOutcomes.TryParse(Text(members, "outcome"));

    private static TimeSpan? Took(IReadOnlyDictionary<string, JsonElement> members)
        => members.GetValueOrDefault("seconds") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetDouble(out double value) && value is >= 0 and < 86_400 ? TimeSpan.FromSeconds(value) : null;

    private static string? Text(IReadOnlyDictionary<string, JsonElement> members, string name)
        => members.GetValueOrDefault(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string CallerOf(HttpContext context) => context.Features.Get<Caller>()?.Name ?? "api";

    private static IResult Refused(string problem) => Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);

    private static IResult Missing(string id) => Results.Problem($"There is no run '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
