using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Serving;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Memory;

public sealed class ChannelVotes
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Votes_between_graded_pictures_move_the_weights_to_the_channel_that_agrees()
    {
        (Vote[] votes, GradedPicture[] pictures) = Voted(80);

        ChannelWeights fitted = ChannelWeightFit.Fit(GradedVotes.Of(votes, pictures), ChannelWeights.Default)!;

        Assert.Equal(ChannelWeights.Default.Spatial + 0.05, fitted.Spatial, 6);
        Assert.Null(ChannelWeightFit.Fit(GradedVotes.Of(votes[..49], pictures), ChannelWeights.Default));
    }

    [Fact]
    public void Ties_votes_taken_back_machines_and_ungraded_pictures_weigh_nothing()
    {
        (Vote[] votes, GradedPicture[] pictures) = Voted(5);
        Vote[] given = [votes[0], votes[1] with { Outcome = VoteOutcome.Tie }, votes[2] with { UndoneAt = Start }, votes[3] with { Source = PairSource.Machine }, votes[4] with { B = new VotedPicture("outside") }];

        ChannelPair pair = Assert.Single(GradedVotes.Of(given, pictures));

        Assert.True(pair.Chosen[ChannelKind.Spatial] > pair.Rejected[ChannelKind.Spatial]);
    }

    /// <summary>Whoever votes follows the spatial channel; what the semantic one reads is luck.</summary>
    private static (Vote[] Votes, GradedPicture[] Pictures) Voted(int count)
    {
        GradedPicture[] pictures = [.. Enumerable.Range(0, 2 * count).Select(at => new GradedPicture($"run/{at}", Start.AddHours(at), "a fox", "B", 0.7, new Dictionary<string, double>
        {
            ["semantic"] = StableRandom.Unit(5, "semantic", at),
            ["spatial"] = StableRandom.Unit(5, "spatial", at),
        }))];
        Vote[] votes = [.. Enumerable.Range(0, count).Select(at => new Vote(
            $"vote-{at}", at + 1, "owner", "a fox", new VotedPicture($"{2 * at}", "run", 2 * at), new VotedPicture($"{(2 * at) + 1}", "run", (2 * at) + 1), false,
            pictures[2 * at].Scores["spatial"] > pictures[(2 * at) + 1].Scores["spatial"] ? VoteOutcome.A : VoteOutcome.B, PairSource.Human, "owner", Start))];
        return (votes, pictures);
    }
}
