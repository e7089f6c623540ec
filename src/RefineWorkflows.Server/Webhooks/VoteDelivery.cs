using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>A vote that a delivery carries: <c>run</c>, <c>outcome</c>, and, if the sender knows it, <c>ballot</c>.</summary>
internal sealed class VoteDelivery(IInstanceStore store, BallotDesk desk, BallotBox ballots, TimeProvider time)
{
    private const string Taken = "webhook-votes";

    /// <param name="key">What makes two deliveries one.</param>
    /// <param name="input">What was delivered, by name.</param>
    /// <param name="by">Who votes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The vote that counts; null with the status and what is wrong.</returns>
    public async Task<(Vote? Vote, int Status, string Problem)> TakeAsync(string key, IReadOnlyDictionary<string, JsonElement> input, string by, CancellationToken cancellationToken)
    {
        if (Text(input, "run") is not { Length: > 0 } run || VoteOutcomes.TryParse(Text(input, "outcome")) is not { } outcome)
            return (null, 400, $"The delivery is no vote; it needs run and outcome ({string.Join(", ", VoteOutcomes.Names)}), and may name the ballot. Map them with --map run=place --map outcome=place.");
        // A delivery that comes again votes on what it voted on the first time, not on what its run asks by now.
        if (await store.FindRecordAsync(Taken, key, cancellationToken) is not { } taken)
        {
            if (await AskedAsync(run, Text(input, "ballot"), cancellationToken) is not { } open)
                return (null, 409, $"Run '{run}' asks nobody which picture is better.");
            await store.TryAddRecordAsync(new DomainRecord(Taken, key, JsonSerializer.SerializeToUtf8Bytes(open.Id)), cancellationToken);
            taken = (await store.FindRecordAsync(Taken, key, cancellationToken))!;
        }

        Ballot? ballot = await ballots.FindAsync(JsonSerializer.Deserialize<string>(Encoding.UTF8.GetString(taken.Json.Span))!, cancellationToken);
        Vote? vote = ballot is null ? null : await desk.AnswerAsync(ballot, new BallotAnswer(outcome, by, time.GetUtcNow()), cancellationToken);
        return vote is null
            ? (null, 409, $"Run '{run}' has gone on without the vote: its deadline has passed.")
            : vote.Outcome == outcome ? (vote, 202, "") : (null, 409, $"Run '{run}' was answered already, with '{VoteOutcomes.NameOf(vote.Outcome)}'.");
    }

    private async Task<Ballot?> AskedAsync(string run, string? ballot, CancellationToken cancellationToken)
    {
        try
        {
            return (await desk.OpenAsync(new InstanceId(run), cancellationToken)).FirstOrDefault(one => ballot is null || one.Id == ballot);
        }
        catch (InstanceMissingException)
        {
            return null;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, JsonElement> input, string name)
        => input.FirstOrDefault(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
