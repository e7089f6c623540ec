using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class Subjects
{
    [Fact]
    public void A_disc_is_found_with_its_area_and_place()
    {
        SubjectMeasures subject = ImageMeasurer.Measure(Discs(256, (0.75, 0.25, 0.15))).Subject!;
        Assert.Equal(1, subject.Count);
        Assert.Equal(Math.PI * 0.15 * 0.15, subject.Area, 0.015);
        Assert.Equal(0.75, subject.CentreX, 0.01);
        Assert.Equal(0.25, subject.CentreY, 0.01);
        Assert.Equal(("right", "top"), (subject.Column, subject.Row));
        Assert.Equal(0.3, subject.Width, 0.03);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Things_are_counted(int count)
    {
        (double, double, double)[] discs = [.. new[] { (0.25, 0.25, 0.12), (0.75, 0.3, 0.1), (0.3, 0.75, 0.11), (0.7, 0.72, 0.13) }.Take(count)];
        Assert.Equal(count, ImageMeasurer.Measure(Discs(200, discs)).Subject!.Count);
    }

    [Fact]
    public void Subject_and_background_are_told_apart()
    {
        ImageMeasures measures = ImageMeasurer.Measure(Discs(200, (0.5, 0.5, 0.25)));
        Assert.Equal((230 - 20) / 255.0, measures.SubjectTone.Warmth, 0.05);
        Assert.Equal((40 - 110) / 255.0, measures.BackgroundTone.Warmth, 0.02);
        Assert.True(measures.SubjectTone.Saturation > 2 * measures.BackgroundTone.Saturation);
        Assert.Equal(0, measures.Clutter, 2);
        Assert.Equal(1, measures.Symmetry, 2);
    }

    [Fact]
    public void A_subject_before_sky_and_table_is_found()
    {
        SubjectMeasures subject = ImageMeasurer.Measure(Pictures.Paint(200, 200, (x, y) =>
            Math.Pow(x - 100, 2) + Math.Pow(y - 120, 2) < 1600 ? ((byte)220, (byte)40, (byte)30)
            : y < 110 ? ((byte)150, (byte)200, (byte)250) : ((byte)110, (byte)80, (byte)50))).Subject!;
        Assert.Equal(1, subject.Count);
        Assert.Equal(Math.PI * 1600 / 40000, subject.Area, 0.02);
    }

    [Fact]
    public void A_subject_that_touches_the_border_is_not_taken_for_background()
    {
        SubjectMeasures subject = ImageMeasurer.Measure(Pictures.Paint(200, 200, (_, y) =>
            y is > 60 and < 140 ? ((byte)220, (byte)40, (byte)30) : ((byte)235, (byte)235, (byte)240))).Subject!;
        Assert.Equal(0.4, subject.Area, 0.03);
    }

    [Fact]
    public void A_gradient_has_no_subject()
        => Assert.Null(ImageMeasurer.Measure(Pictures.Paint(200, 200, (_, y) => ((byte)(60 + (y / 4)), (byte)(60 + (y / 4)), (byte)(80 + (y / 4))))).Subject);

    [Fact]
    public void The_map_covers_the_subject_and_nothing_else()
    {
        SubjectMap map = ImageMeasurer.MapSubject(Discs(256, (0.5, 0.5, 0.2)));
        Assert.True(map.Mask[(map.Height / 2 * map.Width) + (map.Width / 2)]);
        Assert.False(map.Mask[0]);
        Assert.True(map.Saliency[(map.Height / 2 * map.Width) + (map.Width / 2)] > 50);
        Assert.Equal(map.Subject, ImageMeasurer.Measure(Discs(256, (0.5, 0.5, 0.2))).Subject);
    }

    private static RgbImage Discs(int side, params (double X, double Y, double Radius)[] discs)
        => Pictures.Paint(side, side, (x, y) => discs.Any(disc => Math.Pow((x / (double)side) - disc.X, 2) + Math.Pow((y / (double)side) - disc.Y, 2) < disc.Radius * disc.Radius)
            ? ((byte)230, (byte)60, (byte)20)
            : ((byte)40, (byte)70, (byte)110));
}
