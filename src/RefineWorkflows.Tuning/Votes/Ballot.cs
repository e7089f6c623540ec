using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>What a run asks a person: which of two is better.</summary>
/// <param name="Id">Its id, which becomes that of the vote.</param>
/// <param name="Run">The run that waits for it.</param>
/// <param name="User">Whose taste is asked for.</param>
/// <param name="Prompt">What both were meant to show.</param>
/// <param name="Question">What the person is asked.</param>
/// <param name="A">The one shown as A (on the left).</param>
/// <param name="B">The one shown as B (on the right).</param>
/// <param name="Swapped">Whether luck has put the first one on the right.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="DueAt">When the default counts; null waits for ever.</param>
/// <param name="Default">What counts when nobody answers. It decides the run and teaches nothing.</param>
public sealed record Ballot(
    string Id,
    string Run,
    string User,
    string Prompt,
    string Question,
    BallotPicture A,
    BallotPicture B,
    bool Swapped,
    DateTimeOffset AskedAt,
    DateTimeOffset? DueAt,
    VoteOutcome Default)
{
    /// <summary>What was answered; null while it is open.</summary>
    public VoteOutcome? Outcome { get; init; }

    /// <summary>Who answered; null where nobody did.</summary>
    public string? By { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The pictures in the order in which they were named.</summary>
    [JsonIgnore]
    public (BallotPicture First, BallotPicture Second) Named => Swapped ? (B, A) : (A, B);

    /// <summary>The vote that an answer to it is.</summary>
    public Vote Answered(VoteOutcome outcome, string by, DateTimeOffset at, TimeSpan? took = null)
        => new(Id, 0, User, Prompt, Voted(A), Voted(B), Swapped, outcome, Pairs.PairSource.Human, by, at, took);

    private VotedPicture Voted(BallotPicture picture) => new(picture.Sha256, Run, picture.Iteration);
}
