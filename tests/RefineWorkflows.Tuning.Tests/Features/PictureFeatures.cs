using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Tuning.Features;

namespace RefineWorkflows.Tuning.Tests.Features;

public sealed class PictureFeatures
{
    private static readonly FeatureExtractor Extractor = new(ImageLimits.Default);

    [Fact]
    public void Every_number_has_a_name_of_its_own_and_is_finite()
    {
        IReadOnlyList<double> features = Of("a cat, golden hour", Picture(200, 120, 40));

        Assert.Equal(Extractor.Spec.Count, features.Count);
        Assert.Equal(Extractor.Spec.Count, Extractor.Spec.Names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(features, number => Assert.True(double.IsFinite(number) && Math.Abs(number) <= 7));
    }

    [Fact]
    public void The_same_picture_has_the_same_numbers_to_the_bit()
        => Assert.Equal(Of("a cat", Picture(90, 30, 200)), Of("a cat", Picture(90, 30, 200)));

    [Fact]
    public void Names_mean_what_they_say()
    {
        (IReadOnlyList<double> warm, IReadOnlyList<double> cool) = (Of("a cat in warm light", Picture(220, 120, 30)), Of("a cat in warm light", Picture(30, 90, 220)));

        foreach (string name in (string[])["warm colours", "colour: orange", "prompt: warm colours as asked", "prompt: followed"])
            Assert.True(Named(warm, name) > Named(cool, name), name);
        Assert.Equal(1, Named(warm, "words: warm light"));
        Assert.Equal(0, Named(warm, "words: mist"));
    }

    [Fact]
    public void What_is_not_known_is_neutral_and_what_is_known_is_told()
    {
        var known = new PictureContext { Channels = new Dictionary<ChannelKind, double> { [ChannelKind.Semantic] = 0.9 }, Liked = ["golden hour"], MadeFrom = "a cat, no mist" };

        Assert.Equal(0.5, Named(Of("a cat", Picture(1, 2, 3)), "judged: semantic"));
        IReadOnlyList<double> told = Extractor.Extract("a cat at golden hour", [Picture(1, 2, 3)], known);
        Assert.Equal((0.9, 1, -1), (Named(told, "judged: semantic"), Named(told, "prompt: liked words"), Named(told, "words: mist")));
    }

    [Fact]
    public void A_clip_that_flickers_is_told_from_one_that_rests()
    {
        RgbImage light = Picture(200, 200, 200), dark = Picture(20, 20, 20);
        double Flicker(params RgbImage[] frames) => Named(Extractor.Extract("a lamp", frames, PictureContext.None), "motion: flicker");

        Assert.True(Flicker(light, dark, light) > 0.5);
        Assert.Equal(0, Flicker(light, light, light));
    }

    [Fact]
    public void An_embedding_is_projected_to_sixty_four_numbers_that_keep_distances()
    {
        var extractor = new FeatureExtractor(ImageLimits.Default, withEmbedding: true);
        float[] one = [.. Enumerable.Range(0, 300).Select(at => (float)StableRandom.Unit(1, "one", at) - 0.5f)], other = [.. one.Select((value, at) => at < 30 ? -value : value)];
        double[] Numbers(float[] embedding) => [.. extractor.Extract("x", [Picture(9, 9, 9)], new PictureContext { Embedding = embedding }).Skip(Extractor.Spec.Count)];

        Assert.Equal(64, Numbers(one).Length);
        Assert.Equal(Numbers(one), Numbers(one));
        Assert.NotEqual(Extractor.Spec.Sha256, extractor.Spec.Sha256);
        double far = Distance(Numbers(one), Numbers([.. one.Select(value => -value)])), near = Distance(Numbers(one), Numbers(other));
        Assert.True(near < far);
    }

    private static double Distance(double[] one, double[] other) => one.Zip(other, (a, b) => (a - b) * (a - b)).Sum();

    private static double Named(IReadOnlyList<double> features, string name) => features[Extractor.Spec.Names.ToList().IndexOf(name)];

    private static IReadOnlyList<double> Of(string prompt, RgbImage picture) => Extractor.Extract(prompt, [picture], PictureContext.None);

    private static RgbImage Picture(byte red, byte green, byte blue)
    {
        byte[] pixels = new byte[64 * 64 * 3];
        for (int place = 0; place < pixels.Length; place += 3)
        {
            int shade = StableRandom.Below(16, 4, "shade", place);
            (pixels[place], pixels[place + 1], pixels[place + 2]) = ((byte)Math.Min(255, red + shade), (byte)Math.Min(255, green + shade), (byte)Math.Min(255, blue + shade));
        }

        return new RgbImage(64, 64, pixels);
    }
}
