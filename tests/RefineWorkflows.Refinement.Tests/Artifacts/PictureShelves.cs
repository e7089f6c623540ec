using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

public sealed class PictureShelves
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public async Task A_picture_is_named_by_its_pixels_whatever_it_came_as()
    {
        using var folder = new TempFolder();
        var shelf = new PictureShelf(Path.Combine(folder.Path, "pictures"), Codec);
        RgbImage image = Codec.Decode(SomePicture.Disc((200, 30, 30), (10, 10, 10)));

        ShelvedPicture first = await shelf.AddAsync(Codec.EncodePng(image), CancellationToken.None);
        ShelvedPicture again = await shelf.AddAsync(Codec.EncodePng(image, new Dictionary<string, string> { ["where"] = "at home" }), CancellationToken.None);

        Assert.Equal(first, again);
        Assert.Matches("^[0-9a-f]{16}\\.png$", first.Name);
        Assert.Equal([first], shelf.List());
        Assert.DoesNotContain("at home", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(shelf.Find(first.Name)!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        var shelf = new PictureShelf(Path.Combine(folder.Path, "pictures"), new ImageCodec(ImageLimits.Default with { Pixels = 100 }));

        await Assert.ThrowsAnyAsync<ImagingException>(() => shelf.AddAsync(new byte[] { 1, 2, 3 }, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ImagingException>(() => shelf.AddAsync(SomePicture.Flat(9), CancellationToken.None));

        Assert.Empty(shelf.List());
    }

    [Theory]
    [InlineData("../refine.db")]
    [InlineData("/etc/passwd")]
    [InlineData("runs/../../refine.db")]
    [InlineData("runs/r/../secret.png")]
    [InlineData("runs/../pictures")]
    [InlineData("runs/r/")]
    [InlineData("runs/r/..")]
    [InlineData("0123456789abcdef.png")]
    [InlineData("")]
    public async Task A_reference_that_is_neither_on_the_shelf_nor_in_a_run_is_refused(string reference)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "refine.db"), "secret");
        var artifacts = new RunArtifacts(Path.Combine(folder.Path, "runs"), Codec);
        artifacts.Create("r");

        RunSettingsException refused = await Assert.ThrowsAsync<RunSettingsException>(() => artifacts.ReadPictureAsync(reference, CancellationToken.None));
        Assert.Contains("runs/RUN/FILE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_a_run_is_named_by_run_and_file()
    {
        using var folder = new TempFolder();
        var artifacts = new RunArtifacts(Path.Combine(folder.Path, "runs"), Codec);
        byte[] picture = SomePicture.Flat(7);
        await artifacts.Create("20260101-abc").WriteAtomicAsync("iter-0001.png", picture, CancellationToken.None);

        Assert.Equal(picture, await artifacts.ReadPictureAsync("runs/20260101-abc/iter-0001.png", CancellationToken.None));
    }
}
