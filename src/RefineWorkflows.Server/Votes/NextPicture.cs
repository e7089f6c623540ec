using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>A picture of a run that a user is asked about.</summary>
/// <param name="Picture">As votes name it.</param>
/// <param name="File">Its file in the run's folder.</param>
internal sealed record NextPicture(VotedPicture Picture, string File)
{
    /// <summary>How it is named where a vote is sent: <c>runs/RUN/FILE</c>.</summary>
    public string Reference => $"runs/{Picture.Run}/{File}";
}
