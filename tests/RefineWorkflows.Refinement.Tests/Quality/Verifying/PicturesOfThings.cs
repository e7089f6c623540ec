using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Tests.Quality.Verifying;

/// <summary>Grades of the embedded painter's pictures by measuring, with no model.</summary>
public sealed class PicturesOfThings
{
    private const string Prompt = "an apple on the left, close-up, dark background";

    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly MeasuringVerifier Verifier = new();

    [Fact]
    public async Task Every_step_of_blur_lowers_the_score()
    {
        RgbImage picture = await PaintAsync(Prompt);
        AssertFalls(await ScoresAsync(Prompt, [picture, .. new[] { 1, 2, 3, 4 }.Select(radius => SomeFrame.Blurred(picture, radius))]));
    }

    [Fact]
    public async Task Every_step_of_noise_lowers_the_score()
    {
        RgbImage picture = await PaintAsync(Prompt);
        AssertFalls(await ScoresAsync(Prompt, [picture, .. new[] { 8, 16, 32, 64 }.Select(levels => SomeFrame.Noisy(picture, levels, 3))]));
    }

    [Fact]
    public async Task A_wrong_place_lowers_the_score()
        => AssertFalls(await ScoresAsync(Prompt, [await PaintAsync(Prompt), await PaintAsync(Prompt.Replace("left", "right", StringComparison.Ordinal))]));

    [Fact]
    public async Task A_wrong_subject_lowers_the_score_and_the_evidence_names_what_it_looks_like()
    {
        const string Dog = "a dog, close-up, dark background";
        string[] others = ["apple", "fish", "lantern"];
        RgbImage[] pictures = [await PaintAsync(Dog), .. await Task.WhenAll(others.Select(other => PaintAsync(Dog.Replace("dog", other, StringComparison.Ordinal))))];
        IReadOnlyList<GradedItem> items = await GradeAsync(Dog, pictures);

        Assert.All(items.Skip(1), item => AssertFalls([items[0].Result.Score!.Value, item.Result.Score!.Value]));
        Assert.Contains("it looks like the embedded painter's dog", items[0].Result.Channels[0].Reading.Evidence[0], StringComparison.Ordinal);
        Assert.Contains(items.Skip(1).Zip(others), pair => pair.First.Result.Channels[0].Reading.Evidence[0].Contains($"it looks more like the embedded painter's {pair.Second}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mirroring_a_picture_swaps_left_and_right()
    {
        RgbImage picture = await PaintAsync(Prompt), mirrored = SomeFrame.Mirrored(picture);

        Assert.Equal(1, await PlaceAsync("an apple on the left", picture));
        Assert.Equal(0, await PlaceAsync("an apple on the right", picture));
        Assert.Equal(1, await PlaceAsync("an apple on the right", mirrored));
        Assert.Equal(0, await PlaceAsync("an apple on the left", mirrored));
    }

    [Fact]
    public async Task Enlarging_a_picture_to_twice_its_size_changes_no_channel()
    {
        RgbImage picture = await PaintAsync(Prompt, 512);
        IReadOnlyList<GradedItem> items = await GradeAsync(Prompt, [picture, SomeFrame.Paint(1024, 1024, (x, y) => SomeFrame.At(picture, x / 2, y / 2))]);

        foreach ((GradedChannel small, GradedChannel large) in items[0].Result.Channels.Zip(items[1].Result.Channels))
            Assert.InRange(Math.Abs((small.Reading.Value ?? 0) - (large.Reading.Value ?? 0)), 0, 0.03);
    }

    [Fact]
    public async Task The_same_picture_has_the_same_grade_to_the_last_digit()
    {
        RgbImage picture = await PaintAsync(Prompt);
        double[] scores = [.. await ScoresAsync(Prompt, [picture, picture]), .. await ScoresAsync(Prompt, [picture])];

        Assert.Single(scores.Distinct());
    }

    [Fact]
    public async Task Colours_counts_and_light_are_measured_and_said()
    {
        RgbImage picture = SomeFrame.Paint(128, 128, (x, y) => x is > 15 and < 45 && y is > 40 and < 80 ? ((byte)220, (byte)30, (byte)30) : x is > 80 and < 112 && y is > 40 and < 80 ? ((byte)30, (byte)60, (byte)220) : ((byte)235, (byte)235, (byte)235));
        const string Said = "a red ball left of a blue cube";
        ChannelReading places = (await Verifier.SpatialAsync(Said, Png(picture), CancellationToken.None)).Reading, swapped = (await Verifier.SpatialAsync("a blue cube left of a red ball", Png(picture), CancellationToken.None)).Reading;
        ChannelReading words = await Verifier.SemanticAsync(Said, Png(picture), CancellationToken.None);

        Assert.Equal((1.0, 0.0), (places.Value, swapped.Value));
        Assert.Equal(1, words.Value!.Value, 3);
        Assert.Contains(words.Evidence, line => line.StartsWith("ball: unknown", StringComparison.Ordinal));
        Assert.Contains(words.Evidence, line => line.Contains("segment is red by", StringComparison.Ordinal));
        Assert.Equal(0, (await Verifier.SemanticAsync("a green ball", Png(picture), CancellationToken.None)).Value);
        Assert.Equal(1, (await Verifier.SpatialAsync("two balls", Png(picture), CancellationToken.None)).Reading.Value);
        Assert.Equal(0.5, (await Verifier.SpatialAsync("four balls", Png(picture), CancellationToken.None)).Reading.Value);
    }

    [Fact]
    public async Task A_prompt_of_which_pixels_tell_nothing_leaves_channels_missing_and_is_not_graded()
    {
        GradedItem item = (await GradeAsync("a locomotive", [await PaintAsync(Prompt)]))[0];

        Assert.Equal((Grade.Ungraded, GradeAction.Review), (item.Result.Grade, item.Result.Action));
        Assert.Contains("pixels do not tell what a thing is", item.Result.Channels[0].Reading.MissingBecause, StringComparison.Ordinal);
    }

    private static async Task<double?> PlaceAsync(string prompt, RgbImage picture) => (await Verifier.SpatialAsync(prompt, Png(picture), CancellationToken.None)).Reading.Value;

    private static async Task<double[]> ScoresAsync(string prompt, IReadOnlyList<RgbImage> pictures) => [.. (await GradeAsync(prompt, pictures)).Select(item => item.Result.Score!.Value)];

    private static Task<IReadOnlyList<GradedItem>> GradeAsync(string prompt, IReadOnlyList<RgbImage> pictures)
        => new QualityGrader(Verifier, BenchmarkMeter.Embedded, new GradeSettings()).GradeAsync([.. pictures.Select(picture => new GradeSubject(prompt, [Png(picture)]))], null, CancellationToken.None);

    private static byte[] Png(RgbImage image) => Codec.EncodePng(image);

    private static async Task<RgbImage> PaintAsync(string prompt, int side = 256)
        => Codec.Decode((await new EmbeddedPainter().GenerateAsync(new GenerationRequest(prompt, null, 11, side, side), CancellationToken.None)).Bytes);

    private static void AssertFalls(double[] scores)
    {
        for (int at = 1; at < scores.Length; at++)
            Assert.True(scores[at] < scores[at - 1], $"{string.Join(", ", scores)} do not fall at step {at}");
    }
}
