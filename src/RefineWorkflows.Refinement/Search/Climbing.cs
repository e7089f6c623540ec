using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Search;

/// <summary>
/// Keeps a picture only when it is strictly better: judges with ten grades tie often, and a tie shows no progress.
/// Img2img climbs by the same rule, and repeats a prompt where climbing would ask for another. By comparison a picture is
/// kept exactly when it won: a tie or a comparison that failed keeps what there is.
/// </summary>
internal static class Climbing
{
    public static Move Next(Walk walk)
    {
        double? delta = walk.DeltaTo(walk.Before.Best);
        SearchState state = walk.Before with
        {
            Iteration = walk.Here.Iteration,
            Best = walk.Best,
            Current = walk.Best,
            Stale = walk.Stale,
            Rejected = walk.IsBest ? [] : walk.RejectedWithThisIdea,
        };
        return new Move(state, walk.IsBest, Status(walk, delta), delta, NextStep(walk, state.Rejected))
        {
            GivesUp = !walk.IsBest && state.Stale >= walk.Settings.Patience,
        };
    }

    private static NextStep NextStep(Walk walk, IReadOnlyList<string> rejected)
    {
        if (walk.IsBest && walk.Continuation is { } text)
            return new AdoptContinue(text);
        return walk.IsBest && walk.Settings.Strategy == StrategyKind.Img2Img
            ? new AdoptContinue(walk.Here.Prompt)
            : new AskDifferent(walk.Best, rejected, walk.Settings.ProposerTemperatureCold);
    }

    private static string Status(Walk walk, double? delta) => walk switch
    {
        { Comparison: { } comparison } => comparison switch
        {
            PairWinner.ImageB => "new best (won)",
            PairWinner.ImageA => "rejected (lost)",
            PairWinner.Tie => "rejected (tie)",
            _ => "rejected (comparison failed)",
        },
        { IsBest: true } => "new best",
        _ => delta == 0 ? "rejected (tie)" : $"rejected ({Walk.Signed(delta!.Value)})",
    };
}
