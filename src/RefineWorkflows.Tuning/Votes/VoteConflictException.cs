namespace RefineWorkflows.Tuning.Votes;

/// <summary>Another vote stands under the id already. Nothing was written.</summary>
/// <param name="standing">The vote that stands.</param>
public sealed class VoteConflictException(Vote standing) : TuningException(
    $"Vote '{standing.Id}' of user '{standing.User}' was given already, as '{VoteOutcomes.NameOf(standing.Outcome)}' about other pictures or with another answer. Undo it and vote under a new id.")
{
    /// <summary>The vote that stands.</summary>
    public Vote Standing { get; } = standing;
}
