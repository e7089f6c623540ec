namespace RefineWorkflows.Tuning.Votes;

/// <summary>One of the two that a ballot shows.</summary>
/// <param name="Iteration">Its iteration in the run, from 1.</param>
/// <param name="File">What is looked at, in the run's folder: the clip where there is one, else the picture.</param>
/// <param name="Sha256">Hash of that file.</param>
public sealed record BallotPicture(int Iteration, string File, string Sha256);
