using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Server.Reviews;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Runs;

/// <summary>Where runs are, in the words for people.</summary>
internal sealed class RunStates(IInstanceStore store, WorkflowClient client)
{
    private readonly ReviewDesk reviews = new(store, client, new RunRecords(store));

    private readonly BallotDesk ballots = new(store, client, new VoteBook(store, TimeProvider.System), new BallotBox(store));

    /// <summary>One of <see cref="RunStatus"/>, and why: why it stopped, what went wrong, what it waits for.</summary>
    /// <param name="header">The instance; null when the store has none.</param>
    /// <param name="row">What the domain recorded; null when it has not begun.</param>
    /// <param name="explain">Whether the journal is read for what only it knows; lists leave that out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(string Status, string? Reason)> OfAsync(InstanceHeader? header, RunRow? row, bool explain, CancellationToken cancellationToken) => header switch
    {
        null => (RunStatus.Failed, "its instance is gone from the store"),
        { SubStatus: InstanceSubStatus.Finished } => (RunStatus.Finished, row?.Reason),
        { SubStatus: InstanceSubStatus.Cancelled } => (RunStatus.Cancelled, StopReasons.Cancelled),
        { SubStatus: InstanceSubStatus.Faulted } => (RunStatus.Failed, explain ? (await client.ReadStateAsync(header.Id, cancellationToken)).StatusReason : null),
        { IsPaused: true } => (RunStatus.Paused, null),
        { SubStatus: InstanceSubStatus.Pending } => (RunStatus.Pending, null),
        { SubStatus: InstanceSubStatus.Suspended } => (RunStatus.Waiting, explain ? await AwaitedAsync(await client.ReadStateAsync(header.Id, cancellationToken), cancellationToken) : null),
        _ => (await store.FindOwnerAsync(header.Id, cancellationToken) is null ? RunStatus.Interrupted : RunStatus.Running, null),
    };

    /// <summary>What a step waits for that is tried again, in words.</summary>
    public static string Awaited(string reason, DateTimeOffset due)
        => string.Create(CultureInfo.InvariantCulture, $"{reason.TrimEnd()} The next attempt is due at {due.ToLocalTime():HH:mm:ss}.");

    private async Task<string?> AwaitedAsync(InstanceState state, CancellationToken cancellationToken)
    {
        if (await reviews.OpenAsync(state, cancellationToken) is [var review, ..])
            return ReviewText.Tell(review);
        if (await ballots.OpenAsync(state, cancellationToken) is [var ballot, ..])
            return BallotText.Tell(ballot);
        return state.Executions.Values.Where(one => one.RetryAt is not null).MinBy(one => one.RetryAt) is { } step
            ? Awaited(step.RetryReason ?? "A step failed in a way that may pass.", step.RetryAt!.Value)
            : null;
    }
}
