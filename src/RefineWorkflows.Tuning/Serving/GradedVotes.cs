using System.Globalization;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Serving;

/// <summary>People's decisive votes between pictures that were both graded: what tells which channels of a grade agree with a user.</summary>
public static class GradedVotes
{
    /// <summary>The pairs, oldest first.</summary>
    /// <param name="votes">Votes in their order; those taken back, ties and machines' are passed over.</param>
    /// <param name="pictures">The graded pictures.</param>
    public static IReadOnlyList<ChannelPair> Of(IReadOnlyList<Vote> votes, IReadOnlyList<GradedPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(pictures);
        Dictionary<string, GradedPicture> byId = pictures.GroupBy(picture => picture.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var pairs = new List<ChannelPair>();
        foreach (Vote vote in votes.Where(vote => vote.UndoneAt is null && vote.Source == PairSource.Human && vote.Outcome is (VoteOutcome.A or VoteOutcome.B)))
        {
            if (byId.TryGetValue(IdOf(vote.A), out GradedPicture? a) && byId.TryGetValue(IdOf(vote.B), out GradedPicture? b))
                pairs.Add(vote.Outcome == VoteOutcome.A ? new ChannelPair(Channels(a), Channels(b)) : new ChannelPair(Channels(b), Channels(a)));
        }

        return pairs;
    }

    private static string IdOf(VotedPicture picture) => string.Create(CultureInfo.InvariantCulture, $"{picture.Run}/{picture.Iteration}");

    private static Dictionary<ChannelKind, double> Channels(GradedPicture picture)
    {
        var channels = new Dictionary<ChannelKind, double>();
        foreach (ChannelKind channel in Enum.GetValues<ChannelKind>())
        {
            if (picture.Scores.TryGetValue(channel.ToString().ToLowerInvariant(), out double value))
                channels[channel] = value;
        }

        return channels;
    }
}
