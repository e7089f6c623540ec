namespace RefineWorkflows.Tuning.Votes;

/// <summary>What the book knows of a user besides the votes. It outlives them: after all was forgotten it is the tombstone.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Last">The last number that was given out; numbers are never given twice.</param>
public sealed record VoteHead(string User, long Last)
{
    /// <summary>Votes up to this number are forgotten.</summary>
    public long ForgottenThrough { get; init; }

    /// <summary>When they were; null when nothing ever was.</summary>
    public DateTimeOffset? ForgottenAt { get; init; }
}
