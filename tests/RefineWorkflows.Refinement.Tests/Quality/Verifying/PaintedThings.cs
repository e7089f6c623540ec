using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Quality.Verifying.Likeness;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Tests.Quality.Verifying;

public sealed class PaintedThings
{
    // Shared: a gallery is painted once for all.
    private static readonly PaintedLikeness Likeness = new();

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public async Task Measuring_tells_the_painters_right_things_from_wrong_ones_in_nine_of_ten_where_it_speaks_and_it_speaks_in_half()
    {
        (int right, int spoken, int asked) = (0, 0, 0);
        foreach (string template in (string[])["a {0}", "a {0}, close-up, dark background"])
        {
            for (int at = 0; at < SubjectNames.All.Count; at++)
            {
                string name = SubjectNames.All[at], wrong = SubjectNames.All[(at + 5) % SubjectNames.All.Count];
                RgbImage picture = await PaintAsync(Text(template, name), (ulong)(90 + at));
                Sighting own = await LookAsync(Text(template, name), picture), other = await LookAsync(Text(template, wrong), picture);
                asked += 2;
                spoken += (own.Value is null ? 0 : 1) + (other.Value is null ? 0 : 1);
                right += (own.Value > 0.5 ? 1 : 0) + (other.Value < 0.5 ? 1 : 0);
            }
        }

        Assert.True(right >= 0.9 * spoken, $"{right} of {spoken}");
        Assert.True(spoken >= 0.5 * asked, $"it spoke in {spoken} of {asked}");
    }

    [Fact]
    public async Task Of_pictures_that_look_like_nothing_painted_nothing_is_claimed()
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            RgbImage picture = Clouds(seed);
            foreach (string name in SubjectNames.All.Where((_, at) => at % 4 == 0))
                Assert.Null((await LookAsync($"a {name}", picture)).Value);
        }
    }

    [Fact]
    public async Task What_the_painter_does_not_know_is_left_unknown_with_the_reason()
    {
        Sighting sighting = await LookAsync("a locomotive", Clouds(1));

        Assert.Null(sighting.Value);
        Assert.Equal("pixels do not tell what a thing is", sighting.Because);
    }

    private static async Task<Sighting> LookAsync(string prompt, RgbImage picture)
        => await Likeness.LookAsync(prompt, PromptGrammar.Read(prompt).Things[0], picture, CancellationToken.None);

    private static string Text(string template, string name) => template.Replace("{0}", name, StringComparison.Ordinal);

    private static async Task<RgbImage> PaintAsync(string prompt, ulong seed)
        => Codec.Decode((await new EmbeddedPainter().GenerateAsync(new GenerationRequest(prompt, null, seed, 256, 256, null, null), CancellationToken.None)).Bytes);

    /// <summary>Blobs of all sizes and colours over each other, as photographs of nothing in particular are.</summary>
    private static RgbImage Clouds(ulong seed)
    {
        const int Side = 192;
        double[,] waves = new double[24, 6];
        for (int at = 0; at < waves.GetLength(0); at++)
        {
            for (int part = 0; part < 6; part++)
                waves[at, part] = StableRandom.Below(10_000, seed, "clouds", (at * 6) + part) / 10_000.0;
        }

        return SomeFrame.Paint(Side, Side, (x, y) =>
        {
            double[] colour = [128, 128, 128];
            for (int at = 0; at < waves.GetLength(0); at++)
            {
                double frequency = 1 + (at / 2.0);
                double wave = Math.Sin((2 * Math.PI * frequency * (((waves[at, 0] - 0.5) * x) + ((waves[at, 1] - 0.5) * y)) / Side * 2) + (6.3 * waves[at, 2]));
                for (int channel = 0; channel < 3; channel++)
                    colour[channel] += 150 / frequency * wave * (waves[at, 3 + channel] - 0.3);
            }

            return ((byte)Math.Clamp(colour[0], 0, 255), (byte)Math.Clamp(colour[1], 0, 255), (byte)Math.Clamp(colour[2], 0, 255));
        });
    }
}
