using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Tuning.Activities;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>What runs ask people to choose between, and their votes.</summary>
internal sealed class BallotDesk(IInstanceStore store, WorkflowClient client, VoteBook votes, BallotBox ballots)
{
    /// <summary>The ballots that a run waits for, oldest first.</summary>
    /// <exception cref="InstanceMissingException">There is no such run.</exception>
    public async Task<IReadOnlyList<Ballot>> OpenAsync(InstanceId run, CancellationToken cancellationToken)
        => await OpenAsync(await client.ReadStateAsync(run, cancellationToken), cancellationToken);

    /// <summary>The same for a state that was read already.</summary>
    public async Task<IReadOnlyList<Ballot>> OpenAsync(InstanceState state, CancellationToken cancellationToken)
    {
        var open = new List<Ballot>();
        foreach (BookmarkState bookmark in state.Bookmarks.Values.Where(one => one.Stimulus == AskHuman.Stimulus).OrderBy(one => one.CreatedAt))
        {
            if (await ballots.FindAsync(AskHuman.BallotOf(bookmark.Payload), cancellationToken) is { } ballot)
                open.Add(ballot);
        }

        return open;
    }

    /// <summary>Answers a ballot: the vote is in the book before the run hears of it. The first answer counts, however many are given.</summary>
    /// <returns>The vote that counts; null when its run has gone on without one.</returns>
    public async Task<Vote?> AnswerAsync(Ballot ballot, BallotAnswer answer, CancellationToken cancellationToken)
    {
        Vote? vote = await votes.FindAsync(ballot.User, ballot.Id, cancellationToken);
        if (vote is null && (await ballots.FindAsync(ballot.Id, cancellationToken))?.ClosedAt is not null)
            return null;
        vote ??= await AddAsync(ballot, answer, cancellationToken);
        // Also for a vote that stood already: whoever gave it may have fallen over before the run heard of it.
        var heard = new BallotAnswer(vote.Outcome, vote.By, vote.At, vote.Took);
        await store.DeliverAsync(
            new Stimulus(AskHuman.Stimulus, StimulusHash.Compute(AskHuman.Stimulus, AskHuman.WaitingFor(ballot.Id)), $"vote:{ballot.Id}", heard.Write(), null, new InstanceId(ballot.Run), TimeSpan.Zero),
            cancellationToken);
        return vote;
    }

    private async Task<Vote> AddAsync(Ballot ballot, BallotAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            return await votes.AddAsync(ballot.Answered(answer.Outcome, answer.By, answer.At, answer.Took), cancellationToken);
        }
        catch (VoteConflictException other)
        {
            return other.Standing;
        }
    }
}
