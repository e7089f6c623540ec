using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>One answer to "which is better?". It is never changed; undoing it is a mark beside it.</summary>
/// <param name="Id">Unique, and the same whenever the same answer arrives again.</param>
/// <param name="Sequence">Its place among the user's votes, from 1, without gaps.</param>
/// <param name="User">Whose taste it tells.</param>
/// <param name="Prompt">What both pictures were meant to show.</param>
/// <param name="A">The picture shown as A (on the left).</param>
/// <param name="B">The picture shown as B (on the right).</param>
/// <param name="Swapped">Whether luck had put the picture that was named first on the right.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Source">Who answered: a person, a machine, or another program's records.</param>
/// <param name="By">The name of whoever answered: a user, a key, a judge, a file.</param>
/// <param name="At">When.</param>
/// <param name="Took">How long the person looked; null when nobody measured it.</param>
public sealed record Vote(
    string Id,
    long Sequence,
    string User,
    string Prompt,
    VotedPicture A,
    VotedPicture B,
    bool Swapped,
    VoteOutcome Outcome,
    PairSource Source,
    string By,
    DateTimeOffset At,
    TimeSpan? Took = null)
{
    /// <summary>When it was taken back; null while it counts.</summary>
    public DateTimeOffset? UndoneAt { get; init; }
}
