using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>What a tournament asks next.</summary>
/// <param name="Run">The run whose pictures meet.</param>
/// <param name="User">Whose taste decides.</param>
/// <param name="Id">Id that the vote will have; null when it is over.</param>
/// <param name="A">Shown as A; null when it is over.</param>
/// <param name="B">Shown as B; null when it is over.</param>
/// <param name="Swapped">Whether luck has put the earlier one on the right.</param>
/// <param name="Answered">Questions that are answered.</param>
/// <param name="Left">Questions that are left at most, this one included.</param>
/// <param name="Winner">Who has won; null while it goes on.</param>
internal sealed record TournamentQuestion(string Run, string User, string? Id, VotedPicture? A, VotedPicture? B, bool Swapped, int Answered, int Left, VotedPicture? Winner);
