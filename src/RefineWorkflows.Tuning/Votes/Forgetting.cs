using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>Forgets a user: votes, pairs, and pictures that nobody else has voted on. A tombstone stays.</summary>
/// <param name="votes">The votes.</param>
/// <param name="ballots">What runs have asked.</param>
/// <param name="pictures">Their pictures.</param>
/// <param name="machines">What was gathered from the user's runs.</param>
/// <param name="alsoForget">What else is known of a user, each forgetting its own part: models, memory. Called before the votes go, and again when a crash came between.</param>
/// <param name="forgetPicture">Forgets what is known of a picture that goes, by its hash; called before it goes.</param>
public sealed class Forgetting(VoteBook votes, BallotBox ballots, VotedPictures pictures, MachineChoices machines, IReadOnlyList<Func<string, CancellationToken, Task>> alsoForget, Func<string, CancellationToken, Task> forgetPicture)
{
    /// <summary>Forgets; doing it again changes nothing more.</summary>
    /// <returns>The tombstone, and how many pictures went.</returns>
    public async Task<(VoteHead Tombstone, int Pictures)> ForgetAsync(string user, CancellationToken cancellationToken)
    {
        foreach (Func<string, CancellationToken, Task> forget in alsoForget)
            await forget(user, cancellationToken);
        VoteHead tombstone = await votes.ForgetAsync(user, cancellationToken);
        await machines.ForgetAsync(user, cancellationToken);
        HashSet<string> named = [];
        foreach (Ballot ballot in await ballots.ListAsync(cancellationToken))
        {
            if (ballot.User != user && ballot.ClosedAt is null)
                named.UnionWith([ballot.A.Sha256, ballot.B.Sha256]);
            // A run that still waits needs its own; whatever is answered to it is not recorded any more.
            else if (ballot.User == user && ballot.ClosedAt is not null)
                await ballots.RemoveAsync(ballot.Id, cancellationToken);
        }

        foreach (VoteHead other in await votes.UsersAsync(cancellationToken))
        {
            foreach (Vote vote in await votes.ListAsync(other.User, 0, int.MaxValue, cancellationToken))
                named.UnionWith([vote.A.Sha256, vote.B.Sha256]);
        }

        string[] orphans = [.. pictures.List().Where(picture => !named.Contains(picture))];
        foreach (string picture in orphans)
        {
            await forgetPicture(picture, cancellationToken);
            pictures.Remove(picture);
        }

        return (tombstone, orphans.Length);
    }
}
