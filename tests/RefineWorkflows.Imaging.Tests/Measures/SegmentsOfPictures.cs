using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class SegmentsOfPictures
{
    [Fact]
    public void Two_things_are_two_segments_with_their_places_shares_and_colours_the_largest_first()
    {
        IReadOnlyList<Segment> segments = Segment.Of(Scene(width: 100));

        Assert.Equal(2, segments.Count);
        Assert.Equal((0.1, 0.3, 0.3, 0.4), (segments[0].Left, segments[0].Top, segments[0].Width, segments[0].Height));
        Assert.Equal((0.12, 0.06), (segments[0].Area, segments[1].Area));
        Assert.Equal(("red", "blue"), (segments[0].Hues[0].Name, segments[1].Hues[0].Name));
    }

    [Fact]
    public void A_plain_picture_has_none_and_no_look()
    {
        RgbImage plain = Pictures.Solid(40, 40, 90, 90, 90);

        Assert.Empty(Segment.Of(plain));
        Assert.Null(SubjectGrid.Of(plain));
    }

    [Fact]
    public void A_thing_looks_the_same_elsewhere_and_unlike_one_of_another_colour_or_outline()
    {
        SubjectGrid square = Look(20, 20, 30, 30, 200), moved = Look(45, 40, 30, 30, 200), larger = Look(20, 20, 44, 44, 200), flat = Look(20, 40, 60, 15, 200), green = Look(20, 20, 30, 30, 20);

        Assert.Equal(1, square.SimilarityTo(square), 9);
        Assert.InRange(square.SimilarityTo(moved), 0.97, 1);
        Assert.InRange(square.SimilarityTo(larger), 0.97, 1);
        Assert.InRange(square.SimilarityTo(flat), 0, 0.75);
        Assert.InRange(square.SimilarityTo(green), 0, 0.5);
        Assert.Equal(square.SimilarityTo(flat), flat.SimilarityTo(square), 9);
    }

    private static SubjectGrid Look(int left, int top, int width, int height, byte red)
        => SubjectGrid.Of(Paint(100, 100, (x, y) => x >= left && x < left + width && y >= top && y < top + height ? (red, (byte)(220 - red), (byte)30) : ((byte)235, (byte)235, (byte)235)))!;

    private static RgbImage Scene(int width) => Paint(width, width, (x, y) =>
        x is >= 10 and < 40 && y is >= 30 and < 70 ? ((byte)210, (byte)20, (byte)20) : x is >= 60 and < 80 && y is >= 35 and < 65 ? ((byte)20, (byte)40, (byte)210) : ((byte)235, (byte)235, (byte)235));

    private static RgbImage Paint(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int at = 0; at < width * height; at++)
            (pixels[at * 3], pixels[(at * 3) + 1], pixels[(at * 3) + 2]) = colour(at % width, at / width);
        return new RgbImage(width, height, pixels);
    }
}
