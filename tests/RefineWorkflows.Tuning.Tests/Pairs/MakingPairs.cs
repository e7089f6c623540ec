using FsCheck;
using FsCheck.Fluent;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Tests.Votes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Pairs;

public sealed class MakingPairs
{
    private static readonly PairRules Rules = new();

    [Fact]
    public void Every_answer_teaches_what_it_says()
    {
        Vote[] votes = [.. Numbered(Enum.GetValues<VoteOutcome>().Select(outcome => Sample.Vote($"{outcome}", outcome, a: $"{outcome}")))];
        CleanPairs clean = CleanPairs.Of(votes, Rules);
        Assert.Equal([(PairOutcome.A, false), (PairOutcome.B, false), (PairOutcome.Tie, false), (PairOutcome.Tie, true)], clean.Pairs.Select(pair => (pair.Outcome, pair.AreBothBad)));
        Assert.All(clean.Pairs, pair => Assert.Equal(1, pair.Weight));
    }

    [Fact]
    public void A_vote_that_was_taken_back_teaches_nothing()
        => Assert.Empty(CleanPairs.Of([Sample.Vote("one") with { UndoneAt = Sample.Noon }], Rules).Pairs);

    [Fact]
    public void Both_ways_is_one_tie_at_the_place_of_the_last()
    {
        CleanPairs clean = CleanPairs.Of(Numbered([Sample.Vote("one"), Sample.Vote("else", a: "third"), Sample.Vote("two", VoteOutcome.A, a: "right", b: "left")]), Rules);
        Assert.Equal([("else", 2L, PairOutcome.A), ("two", 3L, PairOutcome.Tie)], clean.Pairs.Select(pair => (pair.Id, pair.Sequence, pair.Outcome)));
        Assert.Equal((1, 1, 0), (clean.Contradictions, clean.Repeats, clean.Agreements));
    }

    [Fact]
    public void A_person_who_says_the_same_again_agrees_and_both_votes_count()
    {
        CleanPairs clean = CleanPairs.Of(Numbered([Sample.Vote("one"), Sample.Vote("two", VoteOutcome.B, a: "right", b: "left")]), Rules);
        Assert.Equal((2, 0, 1, 1), (clean.Pairs.Count, clean.Contradictions, clean.Repeats, clean.Agreements));
    }

    [Fact]
    public void A_person_counts_before_machines_and_machines_count_less_or_not_at_all()
    {
        Vote machine = Sample.Vote("machine", VoteOutcome.B, source: PairSource.Machine), other = Sample.Vote("other", a: "third", source: PairSource.Machine);
        CleanPairs clean = CleanPairs.Of(Numbered([machine, Sample.Vote("person"), other]), Rules);
        Assert.Equal([("person", 1.0), ("other", 0.25)], clean.Pairs.Select(pair => (pair.Id, pair.Weight)));
        Assert.Equal(0, clean.Contradictions);
        Assert.Equal(["person"], CleanPairs.Of(Numbered([machine, Sample.Vote("person"), other]), Rules with { Machine = false }).Pairs.Select(pair => pair.Id));
    }

    [Fact]
    public void A_circle_is_told_once_whichever_way_it_was_voted()
    {
        CleanPairs clean = CleanPairs.Of(Numbered([Sample.Vote("1", a: "x", b: "y"), Sample.Vote("2", a: "y", b: "z"), Sample.Vote("3", VoteOutcome.B, a: "x", b: "z"), Sample.Vote("4", a: "z", b: "w")]), Rules);
        CyclicTriple circle = Assert.Single(clean.Cycles);
        Assert.Equal(new[] { "x", "y", "z" }.Select(Sample.Hash).Order(StringComparer.Ordinal), new[] { circle.First, circle.Second, circle.Third }.Order(StringComparer.Ordinal));
        Assert.Equal(3, clean.Pairs.Count(pair => pair.IsDecisive && pair.Id != "4"));
    }

    /// <summary>Whatever was voted: pairs are in order, never of one picture, never both ways, and sides do not matter.</summary>
    [Fact]
    public void Sides_do_not_matter()
    {
        Gen<Vote> vote = from a in Gen.Choose(0, 4) from b in Gen.Choose(0, 4) from outcome in Gen.Elements(Enum.GetValues<VoteOutcome>()) from source in Gen.Elements(Enum.GetValues<PairSource>()) select Sample.Vote($"{a}{b}", outcome, $"{a}", $"{b}", source: source);
        Prop.ForAll(vote.ListOf().ToArbitrary(), drawn =>
        {
            Vote[] votes = [.. Numbered(drawn)];
            CleanPairs clean = CleanPairs.Of(votes, Rules);
            CleanPairs mirrored = CleanPairs.Of(votes.Select(one => one with { A = one.B, B = one.A, Outcome = one.Outcome.Mirrored() }), Rules);
            Assert.Equal(clean.Pairs.Select(pair => (pair.Sequence, Winner(pair))), mirrored.Pairs.Select(pair => (pair.Sequence, Winner(pair))));
            Assert.Equal(clean.Pairs.Select(pair => pair.Sequence).Order(), clean.Pairs.Select(pair => pair.Sequence));
            Assert.DoesNotContain(clean.Pairs, pair => pair.A.Sha256 == pair.B.Sha256);
            Assert.All(clean.Pairs.Where(pair => pair.IsDecisive).GroupBy(pair => (Min(pair), Max(pair))), group => Assert.Single(group.Select(Winner).Distinct()));
        }).Check(Config.QuickThrowOnFailure.WithReplay(20261122, 7));
    }

    private static string? Winner(PreferencePair pair) => pair.Outcome switch { PairOutcome.A => pair.A.Sha256, PairOutcome.B => pair.B.Sha256, _ => null };

    private static string Min(PreferencePair pair) => string.CompareOrdinal(pair.A.Sha256, pair.B.Sha256) < 0 ? pair.A.Sha256 : pair.B.Sha256;

    private static string Max(PreferencePair pair) => string.CompareOrdinal(pair.A.Sha256, pair.B.Sha256) < 0 ? pair.B.Sha256 : pair.A.Sha256;

    private static IEnumerable<Vote> Numbered(IEnumerable<Vote> votes) => votes.Select((vote, place) => vote with { Sequence = place + 1 });
}
