using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Generation.Painting.Language;

namespace RefineWorkflows.Refinement.Tests.Generation.Painting;

public sealed class EmbeddedPainting
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly EmbeddedPainter Painter = new();

    [Fact]
    public async Task The_same_request_gives_the_same_bytes_also_side_by_side()
    {
        byte[] first = (await PaintAsync("a hot hotdog, flames", seed: 5)).ToArray();
        byte[][] more = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await PaintAsync("a hot hotdog, flames", seed: 5)).ToArray()));
        Assert.All(more, bytes => Assert.Equal(first, bytes));
        Assert.NotEqual(first, (await PaintAsync("a hot hotdog, flames", seed: 6)).ToArray());
    }

    [Fact]
    public async Task Words_of_heat_are_seen()
    {
        ImageMeasures mild = await MeasureAsync("a hot hotdog");
        ImageMeasures hot = await MeasureAsync("a hot hotdog, flames, glowing embers, orange glow, warm red light");
        Assert.True(hot.FireShare > mild.FireShare + 0.15, $"{mild.FireShare} {hot.FireShare}");
        Assert.True(hot.Glow > mild.Glow, $"{mild.Glow} {hot.Glow}");
        Assert.True(hot.Warmth > mild.Warmth + 0.1);
    }

    [Theory]
    [InlineData("fog", "Haze", true)]
    [InlineData("cool blue light", "Warmth", false)]
    [InlineData("dim light", "Brightness", false)]
    [InlineData("bright light", "Brightness", true)]
    [InlineData("high contrast", "Contrast", true)]
    [InlineData("muted colours", "Saturation", false)]
    [InlineData("saturated colours", "Saturation", true)]
    [InlineData("soft focus", "Sharpness", false)]
    [InlineData("close-up", "SubjectArea", true)]
    public async Task A_word_moves_the_measure_it_is_about(string word, string measure, bool up)
    {
        double Read(ImageMeasures measures) => (double)typeof(ImageMeasures).GetProperty(measure)!.GetValue(measures)!;
        double without = Read(await MeasureAsync("a hot dog on a wooden table"));
        double with = Read(await MeasureAsync($"a hot dog on a wooden table, {word}"));
        Assert.True(up ? with > without : with < without, $"{measure}: {without} -> {with}");
    }

    [Fact]
    public void Later_words_win_negations_remove_and_numbers_count()
    {
        Assert.Equal(0.3, PromptReader.Read("a hot dog on the right, on the left", null).X);
        Assert.Equal(0, PromptReader.Read("a hot dog, flames, no flames", null).Flames);
        Assert.Equal(0, PromptReader.Read("a hot dog, flames", "fire, flames").Flames);
        Assert.True(PromptReader.Read("a hot dog, very thick fog", null).Fog > PromptReader.Read("a hot dog, slightly foggy", null).Fog);
        Assert.Equal(3, PromptReader.Read("three hot dogs", null).Count);
        Assert.Equal(1, PromptReader.Read("three hot dogs", "multiple subjects").Count);
        Assert.Equal("meadow", PromptReader.Read("a frankfurter in a meadow", null).Background);
        Assert.Equal("hot dog", PromptReader.Read("a frankfurter in a meadow", null).Subject);
        Assert.Equal("zeppelin", PromptReader.Read("a silver zeppelin", null).Subject);
    }

    [Fact]
    public async Task Image_to_image_moves_farther_from_its_reference_the_stronger_it_is()
    {
        ReadOnlyMemory<byte> reference = await PaintAsync("a hot dog, cool blue light, blue background", seed: 3);
        RgbImage original = Codec.Decode(reference);
        var distances = new List<double>();
        foreach (double strength in new[] { 0.0, 0.5, 1.0 })
        {
            GeneratedImage made = await Painter.GenerateAsync(new GenerationRequest("a hot dog, flames, warm red light, red background", null, 4, 160, 160, reference, strength), CancellationToken.None);
            distances.Add(Distance(original, Codec.Decode(made.Bytes)));
        }

        Assert.True(distances[0] < distances[1] && distances[1] < distances[2], string.Join(" ", distances));
        Assert.True(distances[0] < 12, $"{distances[0]}");
    }

    [Theory]
    [InlineData("", 256, 256, "prompt")]
    [InlineData("a cat", 0, 256, "size")]
    [InlineData("a cat", 256, 100_000, "size")]
    [InlineData("a cat", 2048, 256, "size")]
    public async Task What_cannot_be_painted_is_refused_by_name(string prompt, int width, int height, string named)
    {
        PaintingException refused = await Assert.ThrowsAsync<PaintingException>(() => Painter.GenerateAsync(new GenerationRequest(prompt, null, 1, width, height), CancellationToken.None));
        Assert.StartsWith(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_that_is_no_picture_is_refused()
    {
        PaintingException refused = await Assert.ThrowsAsync<PaintingException>(() => Painter.GenerateAsync(new GenerationRequest("a cat", null, 1, 64, 64, new byte[] { 1, 2, 3 }, 0.5), CancellationToken.None));
        Assert.StartsWith("reference", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<ReadOnlyMemory<byte>> PaintAsync(string prompt, ulong seed)
        => (await Painter.GenerateAsync(new GenerationRequest(prompt, null, seed, 160, 160), CancellationToken.None)).Bytes;

    private static async Task<ImageMeasures> MeasureAsync(string prompt) => ImageMeasurer.Measure(Codec.Decode(await PaintAsync(prompt, seed: 7)));

    private static double Distance(RgbImage a, RgbImage b)
    {
        double sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
            sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        return sum / a.Pixels.Length;
    }
}
