using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Learning.Data;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Tests.Learning;

public sealed class Guards
{
    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    public void From_pure_noise_nothing_reliable_is_learned(ulong seed)
    {
        TrainingSet set = SomeTaste.Set(120, seed: seed, flipped: 0.5);

        TrainedModel trained = Training.Train(set, new TrainingSettings { Seed = seed });

        Assert.False(ModelTrial.OfHeldOut(trained, set.Pairs).IsReliable);
    }

    [Fact]
    public void One_vote_is_too_few_and_the_message_says_how_many_are_missing()
    {
        Assert.Contains("19 more", PreferenceTrainer.Insufficient(SomeTaste.Set(1), new TrainingSettings()), StringComparison.Ordinal);
        Assert.Throws<LearningException>(() => PreferenceTrainer.Begin(SomeTaste.Set(1), new TrainingSettings()));
    }

    [Fact]
    public void Votes_on_a_single_prompt_hold_nothing_out_and_are_refused()
        => Assert.Contains("another prompt", PreferenceTrainer.Insufficient(SomeTaste.Set(40, perGroup: 40), new TrainingSettings()), StringComparison.Ordinal);

    [Fact]
    public void A_pair_answered_both_ways_is_a_tie_and_equal_sides_are_left_out()
    {
        TrainingPair first = SomeTaste.Set(1).Pairs[0];
        TrainingPair turned = first with { Id = "again", A = first.B, B = first.A };
        TrainingPair same = first with { Id = "same", B = first.A };

        PairHygiene hygiene = PairHygiene.Of(new TrainingSet(SomeTaste.Spec(6), [first, turned, same]));

        Assert.Equal(PairOutcome.Tie, Assert.Single(hygiene.Pairs).Outcome);
        Assert.Equal((1, "same"), (hygiene.Contradictory, Assert.Single(hygiene.Identical)));
    }

    [Fact]
    public void Three_that_beat_each_other_in_a_ring_are_reported()
    {
        TrainingPair pair = SomeTaste.Set(1).Pairs[0] with { Outcome = PairOutcome.A };
        double[][] items = [.. Enumerable.Range(0, 3).Select(at => SomeTaste.Numbers(6, 8, "ring", at))];

        PairHygiene hygiene = PairHygiene.Of(new TrainingSet(SomeTaste.Spec(6), [.. Enumerable.Range(0, 3).Select(at => pair with { Id = $"{at}", A = items[at], B = items[(at + 1) % 3] })]));

        Assert.Equal(1, hygiene.Cycles);
    }

    [Fact]
    public void No_prompt_lies_on_both_sides_of_a_holdout()
    {
        IReadOnlyList<TrainingPair> pairs = SomeTaste.Set(200).Pairs;
        bool[] held = GroupSplit.Holdout(pairs, 0.2, 5, 1);
        int[] folds = GroupSplit.Folds(pairs, 5, 1);

        Assert.All(pairs.Select((pair, at) => (pair.Group, held[at], folds[at])).GroupBy(one => one.Group), group => Assert.Single(group.Distinct()));
        Assert.InRange(held.Count(one => one), 40, 44);
        Assert.All(folds.GroupBy(fold => fold), fold => Assert.Equal(40, fold.Count()));
    }

    [Fact]
    public void Exchanging_the_sides_exchanges_the_answer()
    {
        PreferenceModel model = PreferenceModel.Of(Training.Train(SomeTaste.Set(60, tiesBelow: 0.3), SomeTaste.Quick));
        TrainingPair pair = SomeTaste.Set(1, seed: 9).Pairs[0];

        (PairOdds one, PairOdds other) = (model.Compare(pair.A, pair.B), model.Compare(pair.B, pair.A));

        Assert.Equal(one.A, other.B, 12);
        Assert.Equal(1, one.A + one.B + one.Tie, 12);
        Assert.InRange(one.Deviation, 1e-4, 0.5);
    }

    [Fact]
    public void An_explanation_names_what_the_taste_is_about_and_adds_up()
    {
        PreferenceModel model = PreferenceModel.Of(Training.Train(SomeTaste.Set(200), SomeTaste.Quick));
        double[] middle = new double[6];
        double[] taste = SomeTaste.Numbers(6, 77, "taste", 0);
        int strongest = Array.FindIndex(taste, weight => Math.Abs(weight) == taste.Max(Math.Abs));
        double[] like = [.. taste.Select(Math.Sign).Select(sign => (double)sign)];

        IReadOnlyList<FeatureEffect> effects = model.Explain(like, middle);

        Assert.Equal($"feature {strongest}", effects[0].Name);
        Assert.Equal(model.Trained.Slope * model.Trained.Settings.Beta * (model.Score(like) - model.Score(middle)), effects.Sum(effect => effect.Effect), 2);
        Assert.InRange(model.Item(like)!.Value, 0.8, 1);
        Assert.Equal(4, model.Axes(like).Count);
    }

    [Fact]
    public void A_taste_that_changed_is_noticed_and_old_votes_count_half()
    {
        double[] steady = [.. Enumerable.Repeat(0.8, 40)];
        double[] changed = [.. Enumerable.Repeat(0.8, 20), .. Enumerable.Repeat(0.7, 20)];

        Assert.False(DriftWatch.HasDrifted(steady));
        Assert.True(DriftWatch.HasDrifted(changed));
        Assert.False(DriftWatch.HasDrifted(changed[..39]));
        Assert.Equal([0.5, 1], DriftWatch.Forget([.. SomeTaste.Set(2).Pairs.Select((pair, at) => pair with { At = SomeTaste.Start.AddDays(40 * at) })], SomeTaste.Start.AddDays(45)).Select(pair => pair.Weight));
    }

    [Fact]
    public void Channels_that_agree_with_the_votes_gain_weight_a_step_at_a_time()
    {
        ChannelPair[] pairs = [.. Enumerable.Range(0, 100).Select(at => Channels(at, ChannelKind.Benchmark))];

        ChannelWeights fitted = ChannelWeightFit.Fit(pairs, ChannelWeights.Default)!;

        Assert.Equal(0.25, fitted.Benchmark, 6);
        Assert.All(Enum.GetValues<ChannelKind>(), channel => Assert.InRange(fitted.Of(channel), ChannelWeights.Default.Of(channel) - 0.0501, ChannelWeights.Default.Of(channel) + 0.0501));
        Assert.Null(ChannelWeightFit.Fit(pairs[..49], ChannelWeights.Default));
    }

    private static ChannelPair Channels(int at, ChannelKind telling)
    {
        double Luck(ChannelKind channel, string side) => StableRandom.Unit(3, $"{channel} {side}", at);
        Dictionary<ChannelKind, double> Side(string side, double more) => Enum.GetValues<ChannelKind>().ToDictionary(channel => channel, channel => channel == telling ? more : Luck(channel, side));
        return new ChannelPair(Side("chosen", 0.8), Side("rejected", 0.3));
    }
}
