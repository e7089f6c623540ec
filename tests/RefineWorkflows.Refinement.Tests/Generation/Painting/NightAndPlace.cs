using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Generation.Painting.Backgrounds;
using RefineWorkflows.Refinement.Generation.Painting.Language;
using RefineWorkflows.Refinement.Generation.Painting.Scene;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Tests.Generation.Painting;

public sealed class NightAndPlace
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly EmbeddedPainter Painter = new();

    [Theory]
    [InlineData("cat", "in a garden", 3)]
    [InlineData("dog", "in a meadow", 2)]
    [InlineData("bird", "in a forest", 5)]
    [InlineData("person", "in the city", 12)]
    [InlineData("car", "in the city", 7)]
    public async Task At_night_the_sky_is_dark_and_blue_and_the_subject_stands_out(string subject, string place, int seed)
    {
        RgbImage picture = await PaintAsync($"a {subject} {place} at night, moonlight", (ulong)seed);
        (double Red, double Green, double Blue) sky = Mean(picture, Enumerable.Range(0, picture.Width * picture.Height / 10));
        Assert.True(Luma(sky) < 80, $"{sky}");
        Assert.True(sky.Blue > sky.Red * 1.25, $"{sky}");

        // Two dyes of the same subject differ where it is, and nowhere else.
        RgbImage red = await PaintAsync($"a red {subject} {place}", (ulong)seed);
        RgbImage blue = await PaintAsync($"a blue {subject} {place}", (ulong)seed);
        int[] inside = [.. Enumerable.Range(0, red.Width * red.Height).Where(i => Math.Abs(red.Pixels[i * 3] - blue.Pixels[i * 3]) > 30)];
        Assert.True(inside.Length > 400, $"{inside.Length}");
        HashSet<int> own = [.. inside];
        int left = inside.Min(i => i % red.Width) - 8, right = inside.Max(i => i % red.Width) + 8, top = inside.Min(i => i / red.Width), bottom = inside.Max(i => i / red.Width);
        (double Red, double Green, double Blue) around = Mean(picture, Enumerable.Range(0, red.Width * red.Height).Where(i => !own.Contains(i) && i % red.Width >= left && i % red.Width <= right && i / red.Width >= top && i / red.Width <= bottom));
        (double Red, double Green, double Blue) body = Mean(picture, inside);
        double apart = Math.Sqrt(Math.Pow(body.Red - around.Red, 2) + Math.Pow(body.Green - around.Green, 2) + Math.Pow(body.Blue - around.Blue, 2));
        Assert.True(apart > 30, $"{apart:0.0} between {body} and {around}");
    }

    [Fact]
    public async Task A_house_lights_its_windows_at_night()
    {
        RgbImage day = await PaintAsync("a cottage in a meadow", 7);
        RgbImage night = await PaintAsync("a cottage in a meadow at night", 7);
        int Warm(RgbImage picture) => Enumerable.Range(0, picture.Width * picture.Height).Count(i => picture.Pixels[i * 3] > 190 && picture.Pixels[i * 3] > picture.Pixels[(i * 3) + 2] + 60);
        Assert.True(Warm(night) > 40 && Warm(night) > 2 * Warm(day), $"{Warm(day)} -> {Warm(night)}");
    }

    [Fact]
    public void Night_and_weather_choose_an_outdoor_home_and_a_named_place_is_kept()
    {
        Subject cat = Cast.Find("cat");
        for (ulong seed = 0; seed < 40; seed++)
            Assert.True(Places.Find("", cat, openSky: true, new Luck(seed, "painter")).Outdoor);
        Assert.Contains(Enumerable.Range(0, 40), seed => !Places.Find("", cat, openSky: false, new Luck((ulong)seed, "painter")).Outdoor);
        Assert.Equal("kitchen", Places.Find("kitchen", cat, openSky: true, new Luck(1, "painter")).Names[0]);
        Assert.False(Places.Find("", Cast.Find("mug"), openSky: true, new Luck(1, "painter")).Outdoor);
    }

    [Fact]
    public async Task A_boat_has_water_under_it_in_any_open_place()
    {
        RgbImage picture = await PaintAsync("a boat in a meadow", 7);
        RgbImage ashore = await PaintAsync("a tree in a meadow", 7);
        IEnumerable<int> lowest = Enumerable.Range(picture.Width * picture.Height * 9 / 10, picture.Width * picture.Height / 10);
        (double Red, double Green, double Blue) water = Mean(picture, lowest), ground = Mean(ashore, lowest);
        Assert.True(water.Blue > water.Red + 10 && water.Blue > water.Green - 10, $"{water}");
        Assert.True(ground.Green > ground.Blue + 20, $"{ground}");
    }

    [Fact]
    public async Task A_volcano_has_lava_only_when_heat_is_asked_for()
    {
        int Fiery(RgbImage picture) => Enumerable.Range(0, picture.Width * picture.Height).Count(i => picture.Pixels[i * 3] > 200 && picture.Pixels[(i * 3) + 2] < 80 && picture.Pixels[(i * 3) + 1] < 190);
        RgbImage calm = await PaintAsync("a volcano in the mountains", 7);
        RgbImage hot = await PaintAsync("a volcano in the mountains, lava", 7);
        Assert.True(Fiery(calm) < 10, $"{Fiery(calm)}");
        Assert.True(Fiery(hot) > 200, $"{Fiery(hot)}");
    }

    [Fact]
    public void Every_name_belongs_to_one_subject_or_one_place()
    {
        string[] names = [.. Cast.All.SelectMany(one => one.Names), .. Places.All.SelectMany(one => one.Names)];
        Assert.Empty(names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.All(Cast.All.SelectMany(one => one.Homes), home => Assert.Contains(Places.All, place => place.Names[0] == home));
    }

    [Fact]
    public void A_place_whose_name_is_a_subjects_plural_is_a_place_once_there_is_a_subject()
    {
        SceneLatent scene = PromptReader.Read("a cottage in the mountains", null);
        Assert.Equal(("cottage", "mountains", ""), (scene.Subject, scene.Background, scene.Companion));
        Assert.Equal("mountain", PromptReader.Read("mountains", null).Subject);
        Assert.Equal("meadow", Places.Find(PromptReader.Read("a cottage on a hill", null).Background, Cast.Find("cottage"), false, new Luck(1, "painter")).Names[0]);
    }

    private static double Luma((double Red, double Green, double Blue) ink) => (0.2126 * ink.Red) + (0.7152 * ink.Green) + (0.0722 * ink.Blue);

    private static (double Red, double Green, double Blue) Mean(RgbImage picture, IEnumerable<int> places)
    {
        (double red, double green, double blue, int count) = (0, 0, 0, 0);
        foreach (int place in places)
        {
            red += picture.Pixels[place * 3];
            green += picture.Pixels[(place * 3) + 1];
            blue += picture.Pixels[(place * 3) + 2];
            count++;
        }

        return (red / count, green / count, blue / count);
    }

    private static async Task<RgbImage> PaintAsync(string prompt, ulong seed)
        => Codec.Decode((await Painter.GenerateAsync(new GenerationRequest(prompt, null, seed, 192, 192), CancellationToken.None)).Bytes);
}
