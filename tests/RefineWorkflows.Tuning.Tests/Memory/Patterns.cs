using System.Text.Json.Nodes;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Tests.Memory;

public sealed class Patterns
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_fails_in_three_of_the_last_twenty_is_a_pattern_and_two_are_none()
    {
        GradedPicture[] pictures = [.. Enumerable.Range(0, 20).Select(at => Graded(at, ("semantic", at % 7 == 0 ? 0.4 : 0.9), ("spatial", at < 2 ? 0.1 : 0.8), ("visionreward/aesthetic", 0.5)))];

        FailurePattern pattern = Assert.Single(LowGrades.Find(pictures));

        Assert.Equal(("semantic", 3, Start, Start.AddHours(14)), (pattern.Id, pattern.Count, pattern.FirstSeen, pattern.LastSeen));
        Assert.Equal("Something that the prompt names is often not to be seen (3 of the last 20 pictures).", pattern.Description);
        Assert.Equal(["run/14", "run/7", "run/0"], pattern.ExampleIds);
    }

    [Fact]
    public void Pictures_before_the_last_twenty_are_forgiven()
        => Assert.Empty(LowGrades.Find([.. Enumerable.Range(0, 24).Select(at => Graded(at, ("semantic", at < 4 ? 0.1 : 0.9)))]));

    [Fact]
    public void What_loses_votes_again_and_again_is_told_in_words()
    {
        TrainingPair[] pairs = [.. Enumerable.Range(0, 30).Select(at => Pair(at, warmLoses: true, luck: StableRandom.Unit(3, "noise", at)))];

        FailurePattern pattern = Assert.Single(LostVotes.Find(["warm colours", "sharpness"], pairs));

        Assert.Equal("votes/warm-colours", pattern.Id);
        Assert.Equal("Pictures with more warm colours than the other lose votes (30 of 30).", pattern.Description);
    }

    [Fact]
    public void Luck_is_no_pattern()
    {
        int found = 0;
        for (int round = 0; round < 200; round++)
        {
            TrainingPair[] pairs = [.. Enumerable.Range(0, 40).Select(at => Pair(at, StableRandom.Unit(1, $"coin {round}", at) < 0.5, StableRandom.Unit(2, $"noise {round}", at)))];
            found += LostVotes.Find(["warm colours", "sharpness"], pairs).Count;
        }

        // At a level of 0.05 for both features together at most one round in twenty is expected to find one.
        Assert.InRange(found, 0, 16);
    }

    [Fact]
    public void Few_votes_and_machines_votes_show_nothing()
    {
        TrainingPair[] pairs = [.. Enumerable.Range(0, 30).Select(at => Pair(at, true, 0.5))];

        Assert.Empty(LostVotes.Find(["warm colours", "sharpness"], pairs[..7]));
        Assert.Empty(LostVotes.Find(["warm colours", "sharpness"], [.. pairs.Select(pair => pair with { Source = PairSource.Machine })]));
    }

    [Fact]
    public void A_known_pattern_keeps_its_beginning_and_one_that_is_over_is_forgotten_after_two_weeks()
    {
        JsonObject block = MemoryLabels.Empty(MemoryLabels.QualityStandards);
        FailurePattern semantic = Found("semantic", Start, Start.AddDays(1));
        Assert.Equal([semantic.Id], FailurePatterns.Merge(block, [semantic], Start.AddDays(1)).Select(one => one.Id));

        Assert.Empty(FailurePatterns.Merge(block, [Found("semantic", Start.AddDays(3), Start.AddDays(5))], Start.AddDays(5)));
        Assert.Equal((Start, Start.AddDays(5)), Span(block));
        FailurePatterns.Merge(block, [], Start.AddDays(18));
        Assert.Equal((Start, Start.AddDays(5)), Span(block));
        FailurePatterns.Merge(block, [], Start.AddDays(20));
        Assert.Empty((JsonArray)block["FAILURE_PATTERNS"]!);
    }

    [Fact]
    public void As_many_patterns_as_a_block_keeps_fit_into_it()
    {
        JsonObject block = MemoryLabels.Empty(MemoryLabels.QualityStandards);
        FailurePattern[] many = [.. Enumerable.Range(0, 40).Select(at => new FailurePattern($"visionreward/a-rather-long-name-{at}", $"{new string('x', 110)} ({at} of the last 20 pictures).", "visionreward", at, Start, Start, [.. Enumerable.Repeat("01J9Z3N7Q2KX4M8W5T6Y7V8B9C/1234", 3)]))];

        FailurePatterns.Merge(block, many, Start);

        Assert.Equal(39, FailurePatterns.Of(new MemoryBlock("anna", MemoryLabels.QualityStandards, block.ToJsonString(), 5000, false, 1, null, null))[0].Count);
        Assert.InRange(block.ToJsonString().Length, 1000, MemoryLabels.UsualLimit);
    }

    private static (DateTimeOffset First, DateTimeOffset Last) Span(JsonObject block)
    {
        FailurePattern one = Assert.Single(FailurePatterns.Of(new MemoryBlock("anna", MemoryLabels.QualityStandards, block.ToJsonString(), 5000, false, 1, null, null)));
        return (one.FirstSeen, one.LastSeen);
    }

    private static FailurePattern Found(string id, DateTimeOffset first, DateTimeOffset last) => new(id, "It fails.", id, 3, first, last, ["run/1"]);

    private static GradedPicture Graded(int at, params (string Name, double Value)[] scores)
        => new($"run/{at}", Start.AddHours(at), "a fox", "B", 0.6, scores.ToDictionary(one => one.Name, one => one.Value));

    private static TrainingPair Pair(int at, bool warmLoses, double luck)
        => new($"vote-{at}", $"prompt {at}", [warmLoses ? 0.2 : 0.8, luck], [warmLoses ? 0.8 : 0.2, 0.5], PairOutcome.A, 1, PairSource.Human, Start.AddMinutes(at));
}
