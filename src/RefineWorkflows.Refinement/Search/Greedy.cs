namespace RefineWorkflows.Refinement.Search;

/// <summary>Follows the judge wherever it points; the best picture is only remembered.</summary>
internal static class Greedy
{
    public static Move Next(Walk walk)
    {
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
