using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Tests.Quality.Spatial;

public sealed class SpatialVerification
{
    private static readonly FoundThing Cat = new("cat", new Box(20, 200, 60, 60));
    private static readonly FoundThing Dog = new("dog", new Box(300, 200, 80, 60));

    [Fact]
    public void What_is_there_and_where_it_should_be_is_a_full_score()
    {
        SpatialReport report = Verify([Cat, Dog], Relation("cat", RelationKind.LeftOf, "dog"));

        Assert.Equal(1, report.Reading.Value);
        Assert.Equal(1, report.Presence);
        Assert.Equal(1, report.Relation);
        Assert.Contains("cat left of dog: 1 (cat at (50, 230), dog at (340, 230))", report.Reading.Evidence);
    }

    [Fact]
    public void A_mirrored_picture_turns_left_of_from_1_to_0_and_the_score_of_the_benchmark_does_not_change()
    {
        FoundThing[] mirrored = [.. new[] { Cat, Dog }.Select(thing => thing with { Box = new Box(400 - thing.Box.Right, thing.Box.Top, thing.Box.Width, thing.Box.Height) })];

        Assert.Equal(1, Verify([Cat, Dog], Relation("cat", RelationKind.LeftOf, "dog")).Reading.Value);
        Assert.Equal(0, Verify(mirrored, Relation("cat", RelationKind.LeftOf, "dog")).Reading.Value);
        Assert.Equal(1, VbenchSpatial.Value(RelationKind.LeftOf, Cat.Box, Dog.Box));
        Assert.Equal(1, VbenchSpatial.Value(RelationKind.LeftOf, mirrored[0].Box, mirrored[1].Box));
    }

    [Fact]
    public void A_relation_with_a_missing_thing_counts_0()
    {
        SpatialReport report = Verify([Cat], Relation("cat", RelationKind.LeftOf, "dog"), new CountClaim("cat", 1));

        Assert.Equal(0.5, report.Presence);
        Assert.Equal(0.5, report.Relation);
        Assert.Equal(0.25, report.Reading.Value);
        Assert.Equal("dog is not there", report.Claims[0].Because);
        Assert.Contains("dog: not found", report.Reading.Evidence);
    }

    [Fact]
    public void Without_a_relation_it_is_presence()
    {
        SpatialReport report = SpatialVerifier.Verify(new SpatialPrompt(["cat", "dog", "Cat", "bird", "tree"], []), new SpatialScene(400, 300, [Cat, Dog]));

        Assert.Equal(0.5, report.Reading.Value);
        Assert.Null(report.Relation);
        Assert.Equal(["cat", "dog", "bird", "tree"], report.Things.Select(thing => thing.Thing));
    }

    [Fact]
    public void Nothing_extracted_is_missing_and_not_0()
    {
        SpatialReport report = SpatialVerifier.Verify(new SpatialPrompt([], []), new SpatialScene(400, 300, [Cat]));

        Assert.Null(report.Reading.Value);
        Assert.Contains("names no thing", report.Reading.MissingBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_depth_is_unknown_left_out_and_told()
    {
        SpatialReport report = Verify([Cat, Dog], Relation("cat", RelationKind.InFrontOf, "dog"), Relation("cat", RelationKind.RightOf, "dog"));

        Assert.Null(report.Claims[0].Value);
        Assert.Equal(0, report.Relation);
        Assert.Contains("cat in front of dog: unknown (no source of depth says which is nearer)", report.Reading.Evidence);
        Assert.Equal(1, Verify([Cat, Dog], Relation("cat", RelationKind.Behind, "dog")).Reading.Value);
    }

    [Theory]
    [InlineData(1, 2, RelationKind.InFrontOf, 1)]
    [InlineData(1, 2, RelationKind.Behind, 0)]
    [InlineData(2, 1, RelationKind.InFrontOf, 0)]
    [InlineData(2, 1, RelationKind.Behind, 1)]
    public void With_depth_the_nearer_is_in_front(double cat, double dog, RelationKind relation, double value)
        => Assert.Equal(value, Verify([Cat with { Depth = cat }, Dog with { Depth = dog }], Relation("cat", relation, "dog")).Relation);

    [Fact]
    public void Of_several_with_one_name_the_surest_stands_in_relations()
    {
        FoundThing doubtful = new("cat", new Box(390, 200, 10, 10), Confidence: 0.3);

        Assert.Equal(1, Verify([doubtful, Cat with { Confidence = 0.9 }, Dog], Relation("cat", RelationKind.LeftOf, "dog")).Relation);
        Assert.Equal(0, Verify([doubtful with { Confidence = 0.95 }, Cat with { Confidence = 0.9 }, Dog], Relation("cat", RelationKind.LeftOf, "dog")).Relation);
    }

    [Fact]
    public void A_thing_is_never_compared_with_itself()
    {
        FoundThing second = new("cat", new Box(85, 200, 60, 60));

        Assert.Equal(1, Verify([Cat, second], Relation("cat", RelationKind.NextTo, "cat")).Relation);
        Assert.Equal(0, Verify([Cat], Relation("cat", RelationKind.NextTo, "cat")).Relation);
        Assert.Null(Verify([Cat, second], Relation("cat", RelationKind.LeftOf, "cat")).Claims[0].Value);
    }

    [Fact]
    public void Counts_and_shares_are_taken_from_all_of_a_name()
    {
        FoundThing[] things = [Cat, new("CAT", new Box(200, 20, 60, 60), MaskArea: 1200)];
        SpatialReport report = Verify(things, new CountClaim("cat", 2), new ShareClaim("cat", 0.04, 0.05), new CountClaim("bird", 0));

        Assert.Equal([1.0, 1, 1], report.Claims.Select(claim => claim.Value!.Value));
        Assert.Equal((3600 + 1200) / 120_000.0, report.Things[0].Share, 9);
        Assert.Equal("lower left", report.Things[0].Zone.ToString());
        Assert.Single(report.Things);
    }

    [Theory]
    [InlineData(LightSide.Left, 1)]
    [InlineData(LightSide.Above, 1)]
    [InlineData(LightSide.Left | LightSide.Above, 1)]
    [InlineData(LightSide.Right, 0)]
    [InlineData(LightSide.Right | LightSide.Above, 0)]
    [InlineData(LightSide.None, 0)]
    public void Light_out_of_a_corner_comes_from_both_its_sides(LightSide asked, double value)
    {
        var scene = new SpatialScene(400, 300, [], LightSide.Left | LightSide.Above);

        Assert.Equal(value, SpatialVerifier.Verify(new SpatialPrompt([], [new LightClaim(asked)]), scene).Reading.Value);
    }

    [Fact]
    public void Light_that_nobody_looked_at_is_unknown()
        => Assert.Null(Verify([], new LightClaim(LightSide.Left)).Reading.Value);

    [Theory]
    [InlineData(10, 10, "upper left")]
    [InlineData(200, 10, "upper centre")]
    [InlineData(390, 10, "upper right")]
    [InlineData(10, 150, "middle left")]
    [InlineData(200, 150, "middle centre")]
    [InlineData(390, 150, "middle right")]
    [InlineData(10, 290, "lower left")]
    [InlineData(200, 290, "lower centre")]
    [InlineData(390, 290, "lower right")]
    [InlineData(133, 100, "middle left")]
    [InlineData(134, 99, "upper centre")]
    public void A_picture_has_nine_zones(double x, double y, string zone)
        => Assert.Equal(zone, Zone.Of(new Box(x - 1, y - 1, 2, 2), 400, 300).ToString());

    [Theory]
    [InlineData(RelationKind.LeftOf, 10, 100, 40, 40, 1.0)]
    [InlineData(RelationKind.RightOf, 10, 100, 40, 40, 1.0)]
    [InlineData(RelationKind.Above, 10, 100, 40, 40, 0.0)]
    [InlineData(RelationKind.Below, 100, 200, 40, 40, 1.0)]
    // 20×40 of 2 × 1600 − 800: an overlap of a third.
    [InlineData(RelationKind.LeftOf, 80, 100, 40, 40, 0.3)]
    [InlineData(RelationKind.NextTo, 80, 100, 40, 40, null)]
    public void The_score_of_the_benchmark_is_kept_as_it_is(RelationKind relation, double left, double top, double width, double height, double? value)
    {
        double? found = VbenchSpatial.Value(relation, new Box(left, top, width, height), new Box(100, 100, 40, 40));

        Assert.Equal(value is null, found is null);
        Assert.Equal(value ?? 0, found ?? 0, 9);
    }

    [Fact]
    public void Claims_that_nobody_can_ask_are_refused()
    {
        Assert.Throws<QualityException>(() => new CountClaim("cat", -1));
        Assert.Throws<QualityException>(() => new ShareClaim("cat", 0.5, 0.2));
        Assert.Throws<QualityException>(() => new ShareClaim("cat", 0, 0));
        Assert.Throws<QualityException>(() => new ShareClaim("cat", double.NaN, 1));
    }

    private static RelationClaim Relation(string subject, RelationKind relation, string other) => new(subject, relation, other);

    private static SpatialReport Verify(FoundThing[] things, params SpatialClaim[] claims)
        => SpatialVerifier.Verify(new SpatialPrompt([], claims), new SpatialScene(400, 300, things));
}
