using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>What there is to learn from, of each user by themselves: votes that count, imports, and what machines preferred.</summary>
public sealed class PairBook(VoteBook votes, MachineChoices machines, PairRules rules)
{
    /// <summary>Which pairs count, and how much.</summary>
    public PairRules Rules => rules;

    /// <summary>A user's pairs in the order of their numbers, which are those of the votes.</summary>
    /// <param name="user">Whose. Nobody else's are looked at.</param>
    /// <param name="after">The number after which the list begins; 0 for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<PreferencePair>> ListAsync(string user, long after, CancellationToken cancellationToken)
        => [.. (await ReadAsync(user, cancellationToken)).Pairs.Where(pair => pair.Sequence > after)];

    /// <summary>All of a user's pairs, and what the votes say about themselves.</summary>
    public async Task<CleanPairs> ReadAsync(string user, CancellationToken cancellationToken)
    {
        if (rules.Machine)
            await machines.GatherAsync(user, cancellationToken);
        return CleanPairs.Of(await votes.ListAsync(user, 0, int.MaxValue, cancellationToken), rules);
    }
}
