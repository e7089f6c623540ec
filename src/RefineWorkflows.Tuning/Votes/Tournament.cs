namespace RefineWorkflows.Tuning.Votes;

/// <summary>
/// A knock-out among pictures: neighbours meet, winners meet winners. With n different pictures at most n - 1 questions
/// find the best, and fewer cannot, because each takes one picture out. Nothing is kept beside the votes: which question
/// comes next follows from those that were given.
/// </summary>
/// <param name="contestants">The pictures in their order; one that stands there twice takes part once.</param>
public sealed class Tournament(IEnumerable<VotedPicture> contestants)
{
    private readonly IReadOnlyList<VotedPicture> contestants = [.. contestants.DistinctBy(one => one.Sha256)];

    /// <summary>The most questions that it may still take, from its beginning.</summary>
    public int Bound => Math.Max(0, contestants.Count - 1);

    /// <summary>What is to be asked next, or who has won.</summary>
    /// <param name="votes">Votes of one user, in order; undone ones, machines' and those about other pictures do not count. Of several about two pictures the last counts.</param>
    public TournamentState After(IEnumerable<Vote> votes)
    {
        var answers = new Dictionary<(string, string), Vote>();
        foreach (Vote vote in votes.Where(vote => vote.UndoneAt is null && vote.Source != Pairs.PairSource.Machine))
            answers[(vote.A.Sha256, vote.B.Sha256)] = answers[(vote.B.Sha256, vote.A.Sha256)] = vote;
        int answered = 0;
        List<VotedPicture> round = [.. contestants];
        while (round.Count > 1)
        {
            var next = new List<VotedPicture>();
            for (int place = 0; place < round.Count; place += 2)
            {
                if (place + 1 == round.Count)
                {
                    next.Add(round[place]);
                    continue;
                }

                if (!answers.TryGetValue((round[place].Sha256, round[place + 1].Sha256), out Vote? vote))
                    return new TournamentState(answered, Bound - answered, (round[place], round[place + 1]), null);
                answered++;
                bool second = vote.Outcome == (vote.A.Sha256 == round[place + 1].Sha256 ? VoteOutcome.A : VoteOutcome.B);
                // Of two that are as good, or as bad, or that nobody would compare, the earlier goes on: somebody has to.
                next.Add(second ? round[place + 1] : round[place]);
            }

            round = next;
        }

        return new TournamentState(answered, 0, null, round.FirstOrDefault());
    }
}
