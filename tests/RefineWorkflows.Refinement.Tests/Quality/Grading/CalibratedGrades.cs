using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

public sealed class CalibratedGrades
{
    [Fact]
    public void A_table_that_grades_as_the_person_does_stays()
    {
        GradedExample[] examples = [.. Enumerable.Range(0, 101).Select(percent => new GradedExample(percent / 100.0, GradeTable.Default.Of(percent / 100.0)))];
        TableFit fit = GradeCalibration.Fit(examples, GradeTable.Default);

        Assert.Equal(GradeTable.Default, fit.Table);
        Assert.Equal((101, 0, 0), (fit.Examples, fit.Misgraded, fit.MisgradedBefore));
    }

    [Fact]
    public void A_stricter_person_moves_the_bounds_up()
    {
        var strict = new GradeTable([0.955, 0.905, 0.855, 0.755, 0.655, 0.555]);
        GradedExample[] examples = [.. Enumerable.Range(0, 101).Select(percent => new GradedExample(percent / 100.0, strict.Of(percent / 100.0)))];
        TableFit fit = GradeCalibration.Fit(examples, GradeTable.Default);

        Assert.Equal(0, fit.Misgraded);
        Assert.True(fit.MisgradedBefore > 50);
        Assert.All(fit.Table.Bounds.Zip(strict.Bounds), pair => Assert.Equal(pair.Second, pair.First, 0.005));
    }

    [Fact]
    public void Only_the_bound_that_a_picture_speaks_against_moves()
    {
        TableFit fit = GradeCalibration.Fit([new(0.86, GradeTable.Default.Of(0.95)), new(0.95, GradeTable.Default.Of(0.95)), new(0.82, GradeTable.Default.Of(0.82))], GradeTable.Default);

        Assert.Equal(0, fit.Misgraded);
        Assert.InRange(fit.Table.Bounds[0], 0.83, 0.86);
        Assert.Equal(GradeTable.Default.Bounds.Skip(1), fit.Table.Bounds.Skip(1));
    }

    [Fact]
    public void Pictures_of_one_score_are_graded_as_most_of_them_are()
    {
        TableFit fit = GradeCalibration.Fit([new(0.75, Grade.C), new(0.75, Grade.C), new(0.75, Grade.A)], GradeTable.Default);

        Assert.Equal(1, fit.Misgraded);
        Assert.Equal(Grade.C, fit.Table.Of(0.75));
    }

    [Fact]
    public void A_score_of_0_and_of_1_can_have_any_grade()
    {
        Assert.Equal(Grade.A, GradeCalibration.Fit([new(0, Grade.A)], GradeTable.Default).Table.Of(0));
        Assert.Equal(Grade.F, GradeCalibration.Fit([new(0.999, Grade.F)], GradeTable.Default).Table.Of(0.999));
    }

    [Fact]
    public void No_other_table_misgrades_fewer()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            GradedExample[] examples = [.. Enumerable.Range(0, 9).Select(at => new GradedExample(StableRandom.Below(6, seed, "score", at) / 6.0, (Grade)StableRandom.Below(7, seed, "grade", at)))];
            TableFit fit = GradeCalibration.Fit(examples, GradeTable.Default);
            (int misgraded, int steps) = Tables().Min(table => Cost(examples, table));

            Assert.True(fit.Misgraded == misgraded && Cost(examples, fit.Table) == (misgraded, steps), $"seed {seed}: {Cost(examples, fit.Table)}, best {(misgraded, steps)}");
            Assert.True(fit.Misgraded <= fit.MisgradedBefore, $"seed {seed}");
            Assert.Equal(fit.Table.Bounds.OrderDescending(), fit.Table.Bounds);
        }
    }

    [Fact]
    public void The_order_of_the_pictures_does_not_matter()
    {
        GradedExample[] examples = [.. Enumerable.Range(0, 40).Select(at => new GradedExample(StableRandom.Unit(5, "score", at), (Grade)StableRandom.Below(7, 5, "grade", at)))];

        Assert.Equal(GradeCalibration.Fit(examples, GradeTable.Default).Table, GradeCalibration.Fit([.. examples.Reverse()], GradeTable.Default).Table);
    }

    [Fact]
    public void What_calibrates_nothing_is_refused()
    {
        Assert.Throws<QualityException>(() => GradeCalibration.Fit([], GradeTable.Default));
        Assert.Throws<QualityException>(() => new GradedExample(0.5, Grade.Ungraded));
        Assert.Throws<QualityException>(() => new GradedExample(1.5, Grade.A));
    }

    // Every table whose bounds lie between the sixths that the scores are; a bound above 5/6 grades none of them.
    private static IEnumerable<GradeTable> Tables() => Falling(6, 6).Select(bounds => new GradeTable([.. bounds.Select(bound => bound / 6.0)]));

    private static IEnumerable<int[]> Falling(int count, int most) => count == 0
        ? [[]]
        : Enumerable.Range(0, most + 1).SelectMany(first => Falling(count - 1, first).Select(rest => (int[])[first, .. rest]));

    private static (int Misgraded, int Steps) Cost(GradedExample[] examples, GradeTable table)
        => (examples.Count(example => table.Of(example.Score) != example.Grade), examples.Sum(example => Math.Abs(table.Of(example.Score) - example.Grade)));
}
