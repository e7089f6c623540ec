namespace RefineWorkflows.Refinement.Search;

/// <summary>Follows the judge wherever it points; the best picture is only remembered. By comparison it stays with the winner, and never loses patience.</summary>
internal static class Greedy
{
    public static Move Next(Walk walk)
    {
        if (walk.Settings.Pairwise)
            return Climbing.Next(walk) with { GivesUp = false };
        double? delta = walk.DeltaTo(walk.Before.Current);
        SearchState state = walk.Before with
        {
            Iteration = walk.Here.Iteration,
            Best = walk.Best,
            Current = walk.Here,
            Stale = walk.Stale,
        };
        NextStep next = walk.Continuation is { } text
            ? new AdoptContinue(text)
            : new AskDifferent(walk.Here, [], walk.Settings.ProposerTemperatureCold);
        return new Move(state, true, walk.IsBest ? "adopted, new best" : "adopted", delta, next);
    }
}
