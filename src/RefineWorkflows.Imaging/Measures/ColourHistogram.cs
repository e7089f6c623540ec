namespace RefineWorkflows.Imaging.Measures;

/// <summary>Which colours a picture has, told apart by sight: 64 numbers over CIE L*a*b* for what stands out, and for what is around it. Two pictures alike have vectors of one direction.</summary>
/// <param name="Subject">Of what stands out (<see cref="ImageMeasures.SubjectArea"/>); of the whole picture when nothing does. 64 numbers of at least 0 that add up to 1.</param>
/// <param name="Background">Of everything else; of the whole picture when nothing stands out.</param>
public sealed record ColourHistogram(IReadOnlyList<double> Subject, IReadOnlyList<double> Background)
{
    /// <summary>The name under which features of this kind are reported.</summary>
    public const string Name = "colorhist64";

    private const int Steps = 4;
    private const float FirstLight = 12.5f, LightStep = 25, FirstHue = -60, HueStep = 40;

    /// <summary>
    /// Looks at a copy of at most 128 px a side. The nodes lie at L* 12.5, 37.5, 62.5, 87.5 and at a*, b* −60, −20, 20, 60;
    /// a colour counts for the nodes around it by nearness along each axis, so that a slight change of light is a slight
    /// change of the numbers; colours beyond the outer nodes count for those.
    /// </summary>
    public static ColourHistogram Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var small = Thumbnail.Of(image, ImageMeasurer.CompositionSide);
        var plane = LabPlane.Of(small);
        var mask = SubjectMask.Of(plane, small.Width, small.Height);
        var (subject, background) = (new double[Steps * Steps * Steps], new double[Steps * Steps * Steps]);
        var plain = mask.Area is 0 or 1;
        for (var place = 0; place < plane.Length; place++)
            Add(mask[place] ? subject : background, plane[place]);
        if (plain)
            subject = background = [.. subject.Zip(background, (inside, outside) => inside + outside)];
        return new ColourHistogram(Shares(subject), Shares(background));
    }

    private static void Add(double[] histogram, Lab colour)
    {
        var (light, lightPart) = Node(colour.L, FirstLight, LightStep);
        var (greenRed, greenRedPart) = Node(colour.A, FirstHue, HueStep);
        var (blueYellow, blueYellowPart) = Node(colour.B, FirstHue, HueStep);
        for (var corner = 0; corner < 8; corner++)
        {
            var (l, a, b) = (corner & 1, corner >> 1 & 1, corner >> 2);
            histogram[((light + l) * Steps + greenRed + a) * Steps + blueYellow + b] += Part(l, lightPart) * Part(a, greenRedPart) * Part(b, blueYellowPart);
        }
    }

    // The node below, and how far it is on the way to the next.
    private static (int Below, double Part) Node(float value, float first, float step)
    {
        var at = Math.Clamp((value - first) / step, 0, Steps - 1);
        var below = Math.Min((int)at, Steps - 2);
        return (below, at - below);
    }

    private static double Part(int next, double part) => next == 1 ? part : 1 - part;

    private static double[] Shares(double[] histogram)
    {
        var sum = histogram.Sum();
        return [.. histogram.Select(value => value / sum)];
    }
}
