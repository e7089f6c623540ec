using System.Globalization;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>An open ballot in words.</summary>
internal static class BallotText
{
    public static string Tell(Ballot ballot)
    {
        string deadline = ballot.DueAt is { } due
            ? string.Create(CultureInfo.InvariantCulture, $" Without an answer it is '{VoteOutcomes.NameOf(ballot.Default)}' at {due.ToLocalTime():yyyy-MM-dd HH:mm:ss}.")
            : "";
        return $"{ballot.User} is asked about {ballot.A.File} (A) and {ballot.B.File} (B): {ballot.Question} Vote with: refine vote {ballot.Run} {string.Join('|', VoteOutcomes.Names)}, or on the run's page.{deadline}";
    }
}
