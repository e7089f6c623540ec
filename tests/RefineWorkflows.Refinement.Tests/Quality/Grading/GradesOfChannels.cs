using System.Text.Json;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using static RefineWorkflows.Refinement.Tests.Quality.Grading.SomeChannels;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

public sealed class GradesOfChannels
{
    [Fact]
    public void The_worked_example()
    {
        GradeResult result = Graded(0.89, 0.87, 0.80, 0.75, 0.836);

        Assert.Equal(0.8259, result.Score!.Value, 9);
        Assert.Equal((Grade.AMinus, GradeAction.Accept), (result.Grade, result.Action));
        Assert.Equal(0.855, result.PromptAdherence!.Value, 9);
        Assert.Equal(1, result.Coverage, 9);
        Assert.False(result.IsDivergent);
    }

    [Fact]
    public void A_missing_channel_is_left_out_and_does_not_count_as_0()
    {
        GradeResult result = Graded(0.89, 0.87, 0.80, null, 0.836);

        Assert.Equal(0.8512, result.Score!.Value, 9);
        Assert.Equal(0.75, result.Coverage, 9);
        GradedChannel preference = result.Channels.Single(channel => channel.Channel == ChannelKind.Preference);
        Assert.Equal((0.0, "not asked"), (preference.Weight, preference.Reading.MissingBecause!));
        Assert.Equal(1, result.Channels.Sum(channel => channel.Weight), 9);
    }

    // The guide never computes the fifth channel, which caps its score at 0.85: 0.8075 instead of an A.
    [Fact]
    public void Without_visionreward_an_A_can_be_reached()
    {
        GradeResult result = Graded(0.95, 0.95, 0.95, 0.95, null);

        Assert.Equal(0.95, result.Score!.Value, 9);
        Assert.Equal("A", Grades.NameOf(result.Grade));
        Assert.Equal(0.85, result.Coverage, 9);
    }

    [Theory]
    [InlineData(1, "A", GradeAction.Accept)]
    [InlineData(0.90, "A", GradeAction.Accept)]
    [InlineData(0.8999, "A-", GradeAction.Accept)]
    [InlineData(0.895, "A-", GradeAction.Accept)]
    [InlineData(0.80, "A-", GradeAction.Accept)]
    [InlineData(0.7999, "B+", GradeAction.Accept)]
    [InlineData(0.70, "B+", GradeAction.Accept)]
    [InlineData(0.60, "B", GradeAction.Accept)]
    [InlineData(0.5999, "B-", GradeAction.Review)]
    [InlineData(0.50, "B-", GradeAction.Review)]
    [InlineData(0.4999, "C", GradeAction.Refine)]
    [InlineData(0.40, "C", GradeAction.Refine)]
    [InlineData(0.3999, "F", GradeAction.Reject)]
    [InlineData(0, "F", GradeAction.Reject)]
    public void A_bound_belongs_to_the_better_grade_and_nothing_is_rounded(double score, string grade, GradeAction action)
    {
        GradeResult result = Synthesis.Of(All(score), new GradeSettings());

        Assert.Equal((grade, action), (Grades.NameOf(result.Grade), result.Action));
        Assert.Equal(grade, Grades.NameOf(GradeTable.Default.Of(score)));
    }

    [Fact]
    public void What_every_present_channel_says_is_the_score_whichever_are_missing()
    {
        for (int missing = 0; missing < 32; missing++)
        {
            double?[] values = [.. Enumerable.Range(0, 5).Select(channel => (missing >> channel & 1) == 1 ? (double?)null : 0.9)];
            GradeResult result = Graded(values[0], values[1], values[2], values[3], values[4]);

            Assert.Equal(missing == 31, result.Score is null);
            Assert.Equal(0.9, result.Score ?? 0.9, 12);
            Assert.True(result.Grade is Grade.A or Grade.Ungraded, $"{missing}: {result.Grade}");
        }
    }

    [Theory]
    [InlineData(0.9, null, null, null, null, "only 1 of five channels")]
    [InlineData(null, 0.9, null, null, 0.9, "weigh 0.3")]
    [InlineData(null, null, null, 0.9, 0.9, "weigh 0.4")]
    [InlineData(null, null, 0.9, 0.9, null, "weigh 0.45")]
    [InlineData(null, null, null, null, null, "only 0 of five channels")]
    public void Too_little_is_not_graded_but_reviewed(double? semantic, double? spatial, double? benchmark, double? preference, double? visionReward, string because)
    {
        GradeResult result = Graded(semantic, spatial, benchmark, preference, visionReward);

        Assert.Equal(("U", GradeAction.Review), (Grades.NameOf(result.Grade), result.Action));
        Assert.Contains(because, result.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_the_weight_is_enough() => Assert.Equal("A", Grades.NameOf(Graded(0.9, null, null, 0.9, null).Grade));

    [Fact]
    public void Taste_alone_grades_nothing()
    {
        GradeResult result = Graded(null, null, null, 0.9, 0.9, new GradeSettings { Weights = new ChannelWeights(0.1, 0.1, 0.1, 0.4, 0.3) });

        Assert.Equal("U", Grades.NameOf(result.Grade));
        Assert.Equal("none of semantic, spatial and benchmark said something", result.Because);
        Assert.Null(result.PromptAdherence);
    }

    // 0.15 · 0.9 + 0.25 · 0.5 + 0.6 · 0.8, where 0.25 and 0.15 would give 0.78.
    [Fact]
    public void When_semantic_and_spatial_disagree_geometry_is_believed_more()
    {
        GradeResult result = Graded(0.9, 0.5, 0.8, 0.8, 0.8);

        Assert.True(result.IsDivergent);
        Assert.Equal(0.74, result.Score!.Value, 9);
        Assert.Equal(0.15, result.Channels[0].Weight, 9);
        Assert.Equal(0.25, result.Channels[1].Weight, 9);
    }

    [Theory]
    [InlineData(0.9, 0.6, false)]
    [InlineData(0.6, 0.9, false)]
    [InlineData(0.9, 0.599, true)]
    [InlineData(0.2, 0.6, true)]
    [InlineData(0.9, null, false)]
    public void They_disagree_beyond_0_3(double semantic, double? spatial, bool divergent)
        => Assert.Equal(divergent, Graded(semantic, spatial, 0.8, 0.8, 0.8).IsDivergent);

    [Fact]
    public void No_more_weight_moves_than_there_is()
    {
        GradeResult result = Graded(1, 0, 0.5, 0.5, 0.5, new GradeSettings { Weights = new ChannelWeights(0.04, 0.26, 0.3, 0.2, 0.2) });

        Assert.Equal((0.0, 0.3), (result.Channels[0].Weight, Math.Round(result.Channels[1].Weight, 9)));
    }

    [Fact]
    public void Prompt_adherence_is_made_of_what_is_there()
    {
        Assert.Equal(((0.25 * 0.89) + (0.20 * 0.80)) / 0.45, Graded(0.89, null, 0.80, 0.1, 0.1).PromptAdherence!.Value, 9);
        Assert.Equal(0.855, Graded(0.89, 0.87, 0.80, null, null).PromptAdherence!.Value, 9);
    }

    // Each is off by 0.05: 1.96 · 0.05 · √(0.25² + 0.15² + 0.20² + 0.25² + 0.15²) = 0.0449.
    [Fact]
    public void An_interval_stands_beside_every_grade()
    {
        ScoreInterval interval = Synthesis.Of(All(0.8), new GradeSettings()).Interval;

        Assert.Equal(0.8 - 0.044909, interval.Low, 6);
        Assert.Equal(0.8 + 0.044909, interval.High, 6);
        Assert.Equal(("B+", "A-"), (Grades.NameOf(interval.Worst), Grades.NameOf(interval.Best)));
        Assert.Equal(new ScoreInterval(0, 1, Grade.F, Grade.A), Graded(null, null, null, null, null).Interval);
    }

    [Fact]
    public void What_is_missing_widens_the_interval_and_a_sure_channel_narrows_it()
    {
        double Width(Channels channels) => Synthesis.Of(channels, new GradeSettings()).Interval is var interval ? interval.High - interval.Low : 0;
        double all = Width(All(0.5));

        Assert.True(Width(Of(0.5, 0.5, 0.5, null, 0.5)) > all);
        Assert.True(Width(Of(0.5, null, 0.5, null, 0.5)) > Width(Of(0.5, 0.5, 0.5, null, 0.5)));
        Assert.True(Width(All(0.5) with { Benchmark = ChannelReading.Of(0.5, [], 0) }) < all);
        Assert.True(Width(Of(0.3, 0.5, 0.7, null, 0.5)) > Width(Of(0.5, 0.5, 0.5, null, 0.5)));
    }

    [Fact]
    public void A_score_lies_between_its_channels_and_inside_its_interval()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            double?[] values = [.. Enumerable.Range(0, 5).Select(channel => StableRandom.Unit(seed, "missing", channel) < 0.25 ? (double?)null : StableRandom.Unit(seed, "value", channel))];
            GradeResult result = Graded(values[0], values[1], values[2], values[3], values[4]);
            if (result.Score is not { } score)
                continue;

            Assert.True(score >= values.Min() - 1e-12 && score <= values.Max() + 1e-12, $"seed {seed}");
            Assert.True(result.Interval.Low <= score && score <= result.Interval.High, $"seed {seed}");
            Assert.True(result.Interval.Worst >= result.Interval.Best, $"seed {seed}");
        }
    }

    [Fact]
    public void The_evidence_of_every_channel_stays_with_the_grade_also_through_json()
    {
        GradeResult result = Graded(0.89, 0.87, 0.80, null, 0.836);
        string json = JsonSerializer.Serialize(result);

        Assert.Equal(["seen as 0.89"], result.Channels[0].Reading.Evidence);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<GradeResult>(json)));
        Assert.Contains("\"Grade\":\"A-\"", json, StringComparison.Ordinal);
        Assert.Contains("\"visionreward\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_accepted_may_be_raised()
    {
        GradeResult result = Synthesis.Of(All(0.72), new GradeSettings { AcceptFrom = 0.75 });

        Assert.Equal(("B+", GradeAction.Review), (Grades.NameOf(result.Grade), result.Action));
        Assert.Equal("the score is below 0.75, from which on it is accepted", result.Because);
        Assert.Equal(GradeAction.Accept, Synthesis.Of(All(0.75), new GradeSettings { AcceptFrom = 0.75 }).Action);
        Assert.Equal(GradeAction.Reject, Synthesis.Of(All(0.1), new GradeSettings { AcceptFrom = 0.75 }).Action);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Settings_that_are_no_shares_are_refused(double value)
    {
        Assert.Contains("AcceptFrom", Assert.Throws<QualityException>(() => new GradeSettings { AcceptFrom = value }).Message, StringComparison.Ordinal);
        Assert.Throws<QualityException>(() => new GradeSettings { Divergence = value });
        Assert.Throws<QualityException>(() => new GradeSettings { LeastCoverage = value });
        Assert.Throws<QualityException>(() => new GradeSettings { AssumedDeviation = value });
    }

    [Theory]
    [InlineData(-0.1, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Weights_that_weigh_nothing_are_refused(double semantic, double spatial)
        => Assert.Throws<QualityException>(() => new ChannelWeights(semantic, spatial, 0, 0, 0));

    [Fact]
    public void Only_the_proportions_of_weights_count()
    {
        var weights = new ChannelWeights(50, 30, 40, 50, 30);

        Assert.Equal(0.25, weights.Semantic, 12);
        Assert.Equal(1, Enum.GetValues<ChannelKind>().Sum(weights.Of), 12);
    }

    [Theory]
    [InlineData(0.9, 0.8, 0.7, 0.6, 0.5)]
    [InlineData(0.9, 0.8, 0.85, 0.6, 0.5, 0.4)]
    [InlineData(1.1, 0.8, 0.7, 0.6, 0.5, 0.4)]
    [InlineData(0.9, 0.8, 0.7, 0.6, 0.5, double.NaN)]
    public void Bounds_that_are_no_table_are_refused(params double[] bounds)
        => Assert.Throws<QualityException>(() => new GradeTable(bounds));

    [Fact]
    public void Grades_are_read_and_compared_as_people_write_them()
    {
        Assert.All(Enum.GetValues<Grade>(), grade => Assert.Equal(grade, Grades.TryParse(Grades.NameOf(grade).ToLowerInvariant())));
        Assert.Null(Grades.TryParse("D"));
        Assert.Null(Grades.TryParse(null));
        Assert.True(Grades.IsAtLeast(Grades.TryParse("B+")!.Value, Grades.TryParse("B")!.Value));
        Assert.True(Grades.IsAtLeast(Grades.TryParse("B")!.Value, Grades.TryParse("B")!.Value));
        Assert.False(Grades.IsAtLeast(Grades.TryParse("B-")!.Value, Grades.TryParse("B")!.Value));
        Assert.False(Grades.IsAtLeast(Grades.TryParse("U")!.Value, Grades.TryParse("F")!.Value));
    }
}
