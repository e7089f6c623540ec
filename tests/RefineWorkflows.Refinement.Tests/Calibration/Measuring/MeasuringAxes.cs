using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Calibration.Measuring;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Calibration.Measuring;

public sealed class MeasuringAxes
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly MeasuringAxisJudge Judge = new();

    public static TheoryData<string, ulong> Paintings => new()
    {
        { "a red car, rainy street, night", 3 },
        { "a lighthouse, sunset, on the left", 5 },
        { "two apples, wooden table, soft light", 7 },
        { "a bird, snow, on the right", 11 },
    };

    [Theory]
    [MemberData(nameof(Paintings))]
    public async Task A_mirrored_picture_stands_on_the_other_side_and_is_otherwise_the_same(string prompt, ulong seed)
    {
        byte[] picture = await PaintAsync(prompt, seed);
        ReferenceDescription description = await DescribeAsync(picture);
        ReferenceDescription mirrored = await DescribeAsync(Mirror(picture));

        Assert.Equal(Numbers(description)["position x"], 1 - Numbers(mirrored)["position x"], 0.02);
        AxisComparison comparison = await CompareAsync(description, Mirror(picture));
        Assert.All(comparison.Findings.Where(finding => finding.Axis is not ("position_x" or "text")), finding => Assert.Equal(AxisVerdict.Match, finding.Verdict));
    }

    [Theory]
    [MemberData(nameof(Paintings))]
    public async Task A_picture_of_twice_the_size_gets_the_same_verdicts(string prompt, ulong seed)
    {
        byte[] picture = await PaintAsync(prompt, seed);
        byte[] larger = Double(picture);
        ReferenceDescription other = await DescribeAsync(await PaintAsync("a dog, meadow, bright sunlight", 2));

        AxisComparison small = await CompareAsync(other, picture);
        AxisComparison large = await CompareAsync(other, larger);

        Assert.Equal(small.Findings.Select(finding => (finding.Axis, finding.Verdict)), large.Findings.Select(finding => (finding.Axis, finding.Verdict)));
    }

    [Theory]
    [MemberData(nameof(Paintings))]
    public async Task More_light_never_lowers_the_rung(string prompt, ulong seed)
    {
        string[] ladder = ["very dark", "dark", "dim", "medium", "bright", "very bright"];
        byte[] picture = await PaintAsync(prompt, seed);
        int last = 0;
        for (double gain = 0.1; gain <= 4; gain *= 1.3)
        {
            int rung = Array.IndexOf(ladder, (await DescribeAsync(Brighten(picture, gain))).Of("light"));
            Assert.InRange(rung, last, ladder.Length - 1);
            last = rung;
        }

        Assert.True(last >= 4, "Four times the light is bright.");
    }

    [Fact]
    public async Task A_picture_matches_itself_on_every_axis_that_can_be_measured()
    {
        byte[] picture = await PaintAsync("three apples, wooden table", 4);

        AxisComparison comparison = await CompareAsync(await DescribeAsync(picture), picture);

        Assert.Equal((0, 0, 1d), (comparison.MismatchCount, comparison.PartialCount, comparison.OverallScore));
        Assert.Equal(["text"], comparison.Findings.Where(finding => finding.Verdict == AxisVerdict.Unverified).Select(finding => finding.Axis));
    }

    [Fact]
    public async Task A_brighter_picture_in_the_same_band_says_so_in_other_words_than_the_reference()
    {
        byte[] picture = SomePicture.Flat(100);
        ReferenceDescription description = await DescribeAsync(picture);
        Assert.Equal("medium", description.Of("light"));

        AxisFinding near = Finding(await CompareAsync(description, SomePicture.Flat(112)), "light");
        AxisFinding far = Finding(await CompareAsync(description, SomePicture.Flat(130)), "light");
        AxisFinding opposite = Finding(await CompareAsync(description, SomePicture.Flat(250)), "light");

        Assert.Equal((AxisVerdict.Match, "medium"), (near.Verdict, near.Gen));
        Assert.Equal((AxisVerdict.Partial, "medium, brighter"), (far.Verdict, far.Gen));
        Assert.Equal((AxisVerdict.Mismatch, "very bright"), (opposite.Verdict, opposite.Gen));
    }

    [Fact]
    public async Task Only_the_stored_description_is_compared_with_unless_the_run_is_not_anchored()
    {
        ReferenceDescription bright = await DescribeAsync(SomePicture.Flat(250));
        byte[] dark = SomePicture.Flat(20);

        AxisReading<AxisComparison> anchored = await Judge.CompareAsync(AxisSet.Measured, bright, dark, dark, anchor: true, CancellationToken.None);
        AxisReading<AxisComparison> free = await Judge.CompareAsync(AxisSet.Measured, bright, dark, dark, anchor: false, CancellationToken.None);

        Assert.Equal((AxisVerdict.Mismatch, "very bright"), (Finding(anchored.Value!, "light").Verdict, Finding(anchored.Value!, "light").Ref));
        Assert.Equal((AxisVerdict.Match, "very dark"), (Finding(free.Value!, "light").Verdict, Finding(free.Value!, "light").Ref));
    }

    [Fact]
    public async Task A_value_that_somebody_wrote_by_hand_means_the_middle_of_its_band()
    {
        ReferenceDescription described = await DescribeAsync(SomePicture.Flat(100));
        ReferenceDescription edited = described with { Axes = [.. described.Axes.Select(axis => axis.Axis == "light" ? axis with { Value = "bright" } : axis)] };

        Assert.Equal(AxisVerdict.Match, Finding(await CompareAsync(edited, SomePicture.Flat(153)), "light").Verdict);
        Assert.Equal(AxisVerdict.Mismatch, Finding(await CompareAsync(edited, SomePicture.Flat(80)), "light").Verdict);
    }

    [Fact]
    public async Task Axes_that_no_number_answers_are_left_unverified()
    {
        AxisReading<AxisComparison> reading = await Judge.CompareAsync(AxisSet.Default, await Judge.DescribeAsync(AxisSet.Default, SomePicture.Flat(90), CancellationToken.None), default, SomePicture.Flat(90), anchor: true, CancellationToken.None);

        Assert.Equal(["subject_count", "framing"], reading.Value!.Findings.Where(finding => finding.Verdict != AxisVerdict.Unverified).Select(finding => finding.Axis));
    }

    [Fact]
    public async Task Things_that_stand_apart_are_counted_and_parts_of_one_thing_are_not()
    {
        Assert.Equal("3", (await DescribeAsync(SomePicture.Disc((200, 30, 30), (230, 230, 220), radius: 0.1, count: 3))).Of("subject_count"));
        Assert.Equal("1", (await DescribeAsync(SomePicture.Disc((200, 30, 30), (230, 230, 220)))).Of("subject_count"));
    }

    private static async Task<ReferenceDescription> DescribeAsync(byte[] picture) => await Judge.DescribeAsync(AxisSet.Measured, picture, CancellationToken.None);

    private static async Task<AxisComparison> CompareAsync(ReferenceDescription reference, byte[] picture)
        => (await Judge.CompareAsync(AxisSet.Measured, reference, default, picture, anchor: true, CancellationToken.None)).Value!;

    private static AxisFinding Finding(AxisComparison comparison, string axis) => comparison.Findings.Single(finding => finding.Axis == axis);

    private static Dictionary<string, double> Numbers(ReferenceDescription description)
        => description.CanonicalReference.Split("; ").Where(part => part.EndsWith(')')).ToDictionary(
            part => part.Split(':')[0], part => double.Parse(part[(part.LastIndexOf('(') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture));

    private static byte[] Mirror(byte[] picture)
    {
        RgbImage image = Codec.Decode(picture);
        byte[] pixels = new byte[image.Pixels.Length];
        for (int place = 0; place < image.Width * image.Height; place++)
        {
            int column = place % image.Width;
            image.Pixels.Slice(place * 3, 3).CopyTo(pixels.AsSpan((place + image.Width - 1 - (2 * column)) * 3));
        }

        return Codec.EncodePng(new RgbImage(image.Width, image.Height, pixels));
    }

    private static byte[] Double(byte[] picture)
    {
        RgbImage image = Codec.Decode(picture);
        byte[] pixels = new byte[image.Pixels.Length * 4];
        for (int place = 0; place < image.Width * image.Height * 4; place++)
        {
            int source = ((place / (image.Width * 2) / 2) * image.Width) + (place % (image.Width * 2) / 2);
            image.Pixels.Slice(source * 3, 3).CopyTo(pixels.AsSpan(place * 3));
        }

        return Codec.EncodePng(new RgbImage(image.Width * 2, image.Height * 2, pixels));
    }

    private static byte[] Brighten(byte[] picture, double gain)
    {
        RgbImage image = Codec.Decode(picture);
        byte[] pixels = image.Pixels.ToArray();
        for (int at = 0; at < pixels.Length; at++)
            pixels[at] = (byte)Math.Min(255, pixels[at] * gain);
        return Codec.EncodePng(new RgbImage(image.Width, image.Height, pixels));
    }

    private static async Task<byte[]> PaintAsync(string prompt, ulong seed)
        => (await new EmbeddedPainter().GenerateAsync(new GenerationRequest(prompt, null, seed, 256, 256), CancellationToken.None)).Bytes.ToArray();
}
