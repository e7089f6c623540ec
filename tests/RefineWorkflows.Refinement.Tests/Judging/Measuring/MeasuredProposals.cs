using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Judging.Measuring;

public sealed class MeasuredProposals
{
    private static readonly MeasuringProposer Proposer = new(SomePicture.Codec);
    private static readonly byte[] Picture = SomePicture.Disc((200, 60, 40), (120, 120, 130));

    [Theory]
    [InlineData("make it as visually hot as possible", 0.3)]
    [InlineData("make it as visually hot as possible", 1.1)]
    [InlineData("bigger subject", 0.3)]
    public async Task An_idea_that_failed_is_not_proposed_again_until_nothing_is_left(string goal, double temperature)
    {
        var rejected = new List<string>();
        while (await ProposeAsync(goal, rejected, temperature) is { Length: > 0 } idea)
        {
            Assert.DoesNotContain(idea, rejected, StringComparer.OrdinalIgnoreCase);
            Assert.StartsWith("a hotdog, ", idea, StringComparison.Ordinal);
            rejected.Add(idea);
            Assert.InRange(rejected.Count, 1, 400);
        }

        Assert.True(rejected.Count >= 3);
    }

    [Fact]
    public async Task The_same_question_gets_the_same_answer()
        => Assert.Equal(await ProposeAsync("hot", [], 1.1, seed: 5), await ProposeAsync("hot", [], 1.1, seed: 5));

    [Fact]
    public async Task A_cold_proposer_takes_one_step_and_a_hot_one_two()
    {
        Assert.Equal(1, Steps(await ProposeAsync("hot", [], 0.3)));
        for (ulong seed = 0; seed < 10; seed++)
            Assert.Equal(2, Steps(await ProposeAsync("hot", [], 1.1, seed)));
    }

    [Fact]
    public async Task A_hot_proposer_chooses_among_many()
    {
        var ideas = new HashSet<string>();
        for (ulong seed = 0; seed < 30; seed++)
            ideas.Add(await ProposeAsync("hot", [], 1.1, seed));
        Assert.InRange(ideas.Count, 3, 6);
    }

    [Theory]
    [InlineData("a hotdog, flames, Flames, roaring flames, high contrast", 30, "a hotdog, roaring flames, high contrast")]
    [InlineData("A hotdog on a plate. Make it hot;\nflames", 30, "A hotdog on a plate, Make it hot, flames")]
    [InlineData("a hotdog, old one, older words here, newest", 4, "a hotdog, newest")]
    [InlineData("one very long sentence without any comma at all", 4, "one very long sentence")]
    [InlineData("  ,, ; ", 5, "")]
    public async Task Condensing_keeps_the_subject_and_the_newest_descriptors(string description, int words, string condensed)
        => Assert.Equal(condensed, await Proposer.CondenseAsync(description, words, default));

    [Fact]
    public async Task What_a_user_likes_comes_first_and_what_is_avoided_last()
    {
        string usual = await ProposeAsync("hot", [], 0);
        string added = usual.Split(", ")[^1];
        string other = await ProposeAsync("hot", [usual], 0);

        string avoiding = await Proposer.ProposeAsync(new ProposalRequest("hot", "a hotdog", Picture, [], 0, 1) { Brief = new([], [added], []) }, default);
        string liking = await Proposer.ProposeAsync(new ProposalRequest("hot", "a hotdog", Picture, [], 0, 1) { Brief = new([other.Split(", ")[^1]], [], []) }, default);

        Assert.NotEqual(usual, other);
        Assert.DoesNotContain(added, avoiding, StringComparison.Ordinal);
        Assert.Contains(other.Split(", ")[^1], liking, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taste_that_avoids_everything_does_not_end_the_search()
        => Assert.NotEmpty(await Proposer.ProposeAsync(new ProposalRequest("hot", "a hotdog", Picture, [], 0, 1) { Brief = new([], ["flames", "a", "light", "fire", "heat"], []) }, default));

    private static int Steps(string idea) => idea.Split(", ").Length - 1;

    private static Task<string> ProposeAsync(string goal, IReadOnlyList<string> rejected, double temperature, ulong seed = 1)
        => Proposer.ProposeAsync(new ProposalRequest(goal, "a hotdog", Picture, rejected, temperature, seed), default);
}
