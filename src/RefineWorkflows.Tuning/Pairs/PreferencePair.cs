using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>Two pictures of one prompt and which one is preferred: what there is to learn from.</summary>
/// <param name="Id">Unique among the user's pairs; the vote's id where it is one.</param>
/// <param name="Sequence">Its place among the user's pairs, from 1: what a tuner has used is everything up to a number.</param>
/// <param name="User">Whose taste it tells.</param>
/// <param name="Prompt">What both were meant to show.</param>
/// <param name="A">One picture.</param>
/// <param name="B">The other.</param>
/// <param name="Outcome">Which one is preferred.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Weight">How much it counts, above 0, up to 1.</param>
/// <param name="At">When the choice was made.</param>
public sealed record PreferencePair(
    string Id,
    long Sequence,
    string User,
    string Prompt,
    VotedPicture A,
    VotedPicture B,
    PairOutcome Outcome,
    PairSource Source,
    double Weight,
    DateTimeOffset At)
{
    /// <summary>Whether the person said that neither will do; such a pair is a tie.</summary>
    public bool AreBothBad { get; init; }

    /// <summary>Whether one of the two is preferred.</summary>
    public bool IsDecisive => Outcome != PairOutcome.Tie;
}
