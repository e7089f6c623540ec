using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Spatial;
using static RefineWorkflows.Refinement.Quality.Spatial.RelationKind;

namespace RefineWorkflows.Refinement.Tests.Quality.Spatial;

public sealed class RelationsOfBoxes
{
    private static readonly RelationKind[] Known = [LeftOf, RightOf, Above, Below, NextTo, Inside, On];

    // The other is a box of 40×40 at (100, 100), its centre at (120, 120), and the dead zone of another such 8 pixels.
    [Theory]
    [InlineData(LeftOf, 10, 100, 40, 40, 1.0)]
    [InlineData(RightOf, 10, 100, 40, 40, 0.0)]
    [InlineData(Above, 10, 100, 40, 40, 0.0)]
    [InlineData(RightOf, 190, 100, 40, 40, 1.0)]
    [InlineData(LeftOf, 190, 100, 40, 40, 0.0)]
    [InlineData(Above, 100, 10, 40, 40, 1.0)]
    [InlineData(Below, 100, 10, 40, 40, 0.0)]
    [InlineData(LeftOf, 100, 10, 40, 40, 0.0)]
    [InlineData(Below, 100, 190, 40, 40, 1.0)]
    [InlineData(Above, 100, 190, 40, 40, 0.0)]
    // One over the other.
    [InlineData(LeftOf, 100, 100, 40, 40, 0.0)]
    [InlineData(Above, 100, 100, 40, 40, 0.0)]
    // Within the dead zone, just out of it, at the half exactly, and beyond it: 0/7, 1/9, 7/15, 8/16, 9/17.
    [InlineData(RightOf, 107, 100, 40, 40, 0.0)]
    [InlineData(RightOf, 109, 100, 40, 40, 0.0)]
    [InlineData(RightOf, 115, 100, 40, 40, 0.0)]
    [InlineData(RightOf, 116, 100, 40, 40, 0.0)]
    [InlineData(RightOf, 117, 100, 40, 40, 1.0)]
    // From the corner both hold: 82/127.3 each. From a slant only one: 82/94.9 and 22/94.9.
    [InlineData(LeftOf, 10, 10, 40, 40, 1.0)]
    [InlineData(Above, 10, 10, 40, 40, 1.0)]
    [InlineData(LeftOf, 10, 70, 40, 40, 1.0)]
    [InlineData(Above, 10, 70, 40, 40, 0.0)]
    // Where the second begins to hold: 52/108.2 and 57/111.0.
    [InlineData(Above, 10, 40, 40, 40, 0.0)]
    [InlineData(Above, 10, 35, 40, 40, 1.0)]
    // A wide box has a wide dead zone: 20 of 24 pixels.
    [InlineData(LeftOf, 0, 100, 200, 40, 0.0)]
    // Gaps of 10, 20, 40, 60 and 80 pixels, of 50 over the corner, and none.
    [InlineData(NextTo, 50, 100, 40, 40, 1.0)]
    [InlineData(NextTo, 40, 100, 40, 40, 1.0)]
    [InlineData(NextTo, 20, 100, 40, 40, 0.5)]
    [InlineData(NextTo, 0, 100, 40, 40, 0.0)]
    [InlineData(NextTo, -20, 100, 40, 40, 0.0)]
    [InlineData(NextTo, 30, 20, 40, 40, 0.25)]
    [InlineData(NextTo, 110, 110, 40, 40, 1.0)]
    // 60 pixels are near for a box of 100.
    [InlineData(NextTo, 200, 100, 100, 100, 0.9)]
    // Wholly, half, a quarter, not at all, and around it.
    [InlineData(Inside, 110, 110, 10, 10, 1.0)]
    [InlineData(Inside, 80, 100, 40, 40, 1.0)]
    [InlineData(Inside, 70, 100, 40, 40, 0.5)]
    [InlineData(Inside, 10, 100, 40, 40, 0.0)]
    [InlineData(Inside, 80, 80, 80, 80, 0.5)]
    // Its bottom on the top, 5 and 7 pixels above it (6 are allowed), and 5 and 7 below it.
    [InlineData(On, 100, 60, 40, 40, 1.0)]
    [InlineData(On, 100, 55, 40, 40, 1.0)]
    [InlineData(On, 100, 53, 40, 40, 0.0)]
    [InlineData(On, 100, 65, 40, 40, 1.0)]
    [InlineData(On, 100, 67, 40, 40, 0.0)]
    // 12 of 40 columns over the edge, and 11.
    [InlineData(On, 72, 60, 40, 40, 1.0)]
    [InlineData(On, 71, 60, 40, 40, 0.0)]
    // Within the upper half, half within it, and below it.
    [InlineData(On, 110, 102, 20, 15, 1.0)]
    [InlineData(On, 110, 110, 20, 20, 1.0)]
    [InlineData(On, 110, 122, 20, 15, 0.0)]
    // What boxes cannot tell.
    [InlineData(InFrontOf, 110, 110, 40, 40, null)]
    [InlineData(Behind, 110, 110, 40, 40, null)]
    public void A_relation_holds_as_the_boxes_lie(RelationKind relation, double left, double top, double width, double height, double? value)
    {
        double? found = Geometry.Value(relation, new Box(left, top, width, height), new Box(100, 100, 40, 40));

        Assert.Equal(value is null, found is null);
        Assert.Equal(value ?? 0, found ?? 0, 9);
    }

    [Theory]
    [InlineData(3, 3, 1)]
    [InlineData(3, 2, 2 / 3.0)]
    [InlineData(3, 4, 2 / 3.0)]
    [InlineData(3, 0, 0)]
    [InlineData(3, 6, 0)]
    [InlineData(3, 9, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    public void A_count_loses_with_each_that_is_missing_or_too_many(int wanted, int found, double value)
        => Assert.Equal(value, Geometry.CountValue(wanted, found), 9);

    [Theory]
    [InlineData(0.2, 0.4, 0.3, 1)]
    [InlineData(0.2, 0.4, 0.2, 1)]
    [InlineData(0.2, 0.4, 0.4, 1)]
    [InlineData(0.2, 0.4, 0.1, 0.5)]
    [InlineData(0.2, 0.4, 0, 0)]
    [InlineData(0.2, 0.4, 0.6, 0.5)]
    [InlineData(0.2, 0.4, 0.9, 0)]
    [InlineData(0, 0.1, 0, 1)]
    public void A_share_of_the_frame_loses_outside_of_its_bounds(double least, double most, double share, double value)
        => Assert.Equal(value, Geometry.ShareValue(least, most, share), 9);

    [Fact]
    public void A_mirror_swaps_left_and_right_and_nothing_else() => ForPairs((relation, a, b, seed) =>
    {
        RelationKind swapped = relation switch { LeftOf => RightOf, RightOf => LeftOf, _ => relation };

        Assert.True(Geometry.Value(relation, a, b) == Geometry.Value(swapped, Mirror(a), Mirror(b)), $"{relation}, seed {seed}");

        static Box Mirror(Box box) => new(512 - box.Right, box.Top, box.Width, box.Height);
    });

    [Fact]
    public void Upside_down_above_is_below() => ForPairs((relation, a, b, seed) =>
    {
        if (relation is not (Above or Below))
            return;
        RelationKind swapped = relation == Above ? Below : Above;

        Assert.True(Geometry.Value(relation, a, b) == Geometry.Value(swapped, Turn(a), Turn(b)), $"{relation}, seed {seed}");

        static Box Turn(Box box) => new(box.Left, 512 - box.Bottom, box.Width, box.Height);
    });

    [Fact]
    public void Scale_and_place_change_nothing() => ForPairs((relation, a, b, seed) =>
    {
        double? value = Geometry.Value(relation, a, b);

        Assert.True(value == Geometry.Value(relation, Scale(a), Scale(b)), $"scaled {relation}, seed {seed}");
        Assert.True(value == Geometry.Value(relation, Move(a), Move(b)), $"moved {relation}, seed {seed}");

        static Box Scale(Box box) => new(box.Left * 4, box.Top * 4, box.Width * 4, box.Height * 4);
        static Box Move(Box box) => new(box.Left + 64, box.Top - 32, box.Width, box.Height);
    });

    [Fact]
    public void Nothing_is_left_and_right_of_the_same_and_turning_the_question_turns_the_answer() => ForPairs((relation, a, b, seed) =>
    {
        if (relation == LeftOf)
        {
            Assert.True(Geometry.Value(LeftOf, a, b) == Geometry.Value(RightOf, b, a), $"seed {seed}");
            Assert.True(Geometry.Value(LeftOf, a, b) + Geometry.Value(RightOf, a, b) <= 1, $"seed {seed}");
        }

        Assert.True(Geometry.Value(relation, a, b) is >= 0 and <= 1, $"{relation}, seed {seed}");
    });

    [Theory]
    [InlineData(0, 0, 0, 10)]
    [InlineData(0, 0, 10, -1)]
    [InlineData(double.NaN, 0, 10, 10)]
    [InlineData(0, double.PositiveInfinity, 10, 10)]
    [InlineData(0, 0, double.NaN, 10)]
    public void A_box_without_an_area_is_refused(double left, double top, double width, double height)
        => Assert.Contains("no area", Assert.Throws<QualityException>(() => new Box(left, top, width, height)).Message, StringComparison.Ordinal);

    private static void ForPairs(Action<RelationKind, Box, Box, ulong> check)
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            (Box a, Box b) = (Some(seed, "a"), Some(seed, "b"));
            foreach (RelationKind relation in Known)
                check(relation, a, b, seed);
        }

        static Box Some(ulong seed, string purpose) => new(
            StableRandom.Below(400, seed, purpose, 0),
            StableRandom.Below(400, seed, purpose, 1),
            1 + StableRandom.Below(112, seed, purpose, 2),
            1 + StableRandom.Below(112, seed, purpose, 3));
    }
}
