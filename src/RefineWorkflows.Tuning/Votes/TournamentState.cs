namespace RefineWorkflows.Tuning.Votes;

/// <summary>Where a tournament stands.</summary>
/// <param name="Answered">Questions before the next one that are answered.</param>
/// <param name="Left">Questions that are left at most, the next one included.</param>
/// <param name="Next">The two that meet next; null when it is over.</param>
/// <param name="Winner">Who has won; null while it goes on, and when nobody took part.</param>
public sealed record TournamentState(int Answered, int Left, (VotedPicture First, VotedPicture Second)? Next, VotedPicture? Winner);
