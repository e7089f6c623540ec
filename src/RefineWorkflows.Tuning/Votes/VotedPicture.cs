namespace RefineWorkflows.Tuning.Votes;

/// <summary>A picture or clip as votes name it.</summary>
/// <param name="Sha256">Hash of its file, 64 lower-case hexadecimal digits: the same picture has the same name everywhere.</param>
/// <param name="Run">The run that made it; null for a picture from elsewhere.</param>
/// <param name="Iteration">Its iteration in that run, from 1; null for a picture from elsewhere.</param>
public sealed record VotedPicture(string Sha256, string? Run = null, int? Iteration = null);
