using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Metadata;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

public sealed class PictureRecipes
{
    private static readonly byte[] Png = new ImageCodec(ImageLimits.Default).EncodePng(new RgbImage(4, 4, new byte[48]));

    private static readonly PictureRecipe Recipe = new()
    {
        Generator = "embedded-painter",
        Iteration = 3,
        Prompt = "a fox",
        SentPrompt = "one fox, a „warm“ fox",
        NegativePrompt = "rain",
        Seed = 12,
        Width = 640,
        Height = 480,
        Reference = new RecipeReference("iter-0002.png", "ab"),
        Strength = 0.55,
        Parent = new RecipeAncestor(2, "iter-0002.png", 6.5),
        Best = new RecipeAncestor(1, "iter-0001.png", null),
        Run = new RecipeRun("refine-loop@2", "a fox", "a warm fox", SearchSettings.ForStrategy(StrategyKind.Img2Img)),
    };

    [Fact]
    public void A_recipe_comes_back_as_it_was_written_and_the_same_one_gives_the_same_bytes()
    {
        byte[] written = PictureMetadata.Write(Png, Recipe);
        Assert.Equal(Recipe, PictureMetadata.Read(written));
        Assert.Equal(written, PictureMetadata.Write(Png, Recipe with { }));
    }

    [Fact]
    public void The_line_that_other_programs_know_is_there_too()
        => Assert.Equal(
            "one fox, a „warm“ fox\nNegative prompt: rain\nSeed: 12, Size: 640x480, Model: embedded-painter, Denoising strength: 0.55, Version: RefineWorkflows",
            PngText.Read(PictureMetadata.Write(Png, Recipe))["parameters"]);

    [Fact]
    public void What_the_server_wrote_stays()
    {
        byte[] theirs = PngText.Write(Png, new Dictionary<string, string> { ["parameters"] = "theirs", ["prompt"] = "{\"3\": {}}", ["workflow"] = "{}" });
        IReadOnlyDictionary<string, string> texts = PngText.Read(PictureMetadata.Write(theirs, Recipe));
        Assert.Equal(("theirs", "{\"3\": {}}", "{}"), (texts["parameters"], texts["prompt"], texts["workflow"]));
    }

    [Fact]
    public void A_picture_of_somebody_else_has_no_recipe_and_a_damaged_one_is_told()
    {
        Assert.Null(PictureMetadata.Read(Png));
        byte[] damaged = PngText.Write(Png, new Dictionary<string, string> { ["refine"] = "{\"generator\": 3" });
        Assert.Contains("recipe", Assert.Throws<RunFolderException>(() => PictureMetadata.Read(damaged)).Message, StringComparison.Ordinal);
    }
}
