using RefineWorkflows.Tuning.Choosing;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Tests.Learning;

namespace RefineWorkflows.Tuning.Tests.Choosing;

public sealed class PairChoice
{
    [Fact]
    public void Pairs_that_were_asked_or_look_the_same_are_not_offered()
    {
        CandidatePair[] pairs = [.. Enumerable.Range(0, 3).Select(Candidate)];
        CandidatePair same = pairs[2] with { B = pairs[2].A };
        var chooser = new PairChooser(null, [(pairs[0].ItemB, pairs[0].ItemA)], []);

        Assert.Equal(pairs[1], chooser.Next([pairs[0], same, pairs[1]]));
        Assert.Null(chooser.Next([pairs[0], same]));
    }

    [Fact]
    public void Without_a_model_the_pair_least_like_those_voted_on_comes_first()
    {
        CandidatePair[] pairs = [.. Enumerable.Range(0, 2).Select(Candidate)];

        Assert.Equal(pairs[1], new PairChooser(null, [], [(pairs[0].A, pairs[0].B)]).Next(pairs));
        Assert.Equal(pairs[0], new PairChooser(null, [], [(pairs[1].B, pairs[1].A)]).Next(pairs));
    }

    [Fact]
    public void With_a_model_an_open_question_is_asked_before_a_settled_one()
    {
        PreferenceModel model = PreferenceModel.Of(Tests.Learning.Training.Train(SomeTaste.Set(200), SomeTaste.Quick));
        CandidatePair[] pairs = [.. Enumerable.Range(0, 40).Select(Candidate)];

        IReadOnlyList<CandidatePair> ranked = new PairChooser(model, [], []).Rank(pairs, 40);

        double Confidence(IEnumerable<CandidatePair> some) => some.Average(pair => model.Compare(pair.A, pair.B).Confidence);
        Assert.True(Confidence(ranked.Take(10)) < Confidence(ranked.Skip(30)));
    }

    private static CandidatePair Candidate(int at) => new($"{at}", $"a{at}", $"b{at}", SomeTaste.Numbers(6, 21, "a", at), SomeTaste.Numbers(6, 21, "b", at));
}
