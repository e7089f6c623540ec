using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.VieScore;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Judging.VieScore;

/// <summary>VIEScore without a model.</summary>
public sealed class MeasuredScores
{
    private static readonly byte[] Original = SomePicture.Disc((220, 60, 30), (30, 60, 120), x: 0.3, radius: 0.15);

    [Fact]
    public async Task A_picture_of_what_was_asked_for_follows_better_than_another()
    {
        byte[] fiery = SomePicture.Disc((250, 120, 20), (20, 10, 10));
        byte[] pale = SomePicture.Disc((150, 160, 170), (170, 175, 180));
        VieScoreResult scores = await ScoreAsync(PromptAssets.InstructionFollowing, "a hot fiery ball in the dark", null, fiery, pale);
        Assert.Equal("Image A", scores.ToJson()["value"]!.GetValue<string>());
        Assert.All(scores.Images, image => Assert.InRange(image.Score!.Value, 0, 10));
    }

    [Fact]
    public async Task Quality_falls_with_every_step_of_noise()
    {
        double[] scores = await Task.WhenAll(new[] { 0, 12, 30, 60, 110 }.Select(async noise => (await ScoreAsync(PromptAssets.VisualQuality, "a ball", null, Noisy(noise))).Score!.Value));
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.True(scores[0] - scores[^1] > 3, string.Join(' ', scores));
    }

    [Fact]
    public async Task An_edit_of_one_thing_keeps_more_than_another_picture()
    {
        byte[] edit = SomePicture.Disc((40, 200, 60), (30, 60, 120), x: 0.3, radius: 0.15);
        byte[] another = SomePicture.Disc((90, 90, 90), (240, 240, 240), x: 0.7, radius: 0.3, chequered: true);
        double same = await KeptAsync(Original);
        double edited = await KeptAsync(edit);
        double other = await KeptAsync(another);
        Assert.Equal(10, same);
        Assert.InRange(edited, 8, 10);
        Assert.InRange(other, 0, 4);
    }

    [Fact]
    public async Task Consistency_without_the_original_is_refused()
        => await Assert.ThrowsAsync<PromptAssetException>(() => ScoreAsync(PromptAssets.VisualConsistency, "greener", null, Original));

    [Fact]
    public async Task The_same_picture_has_the_same_scores_every_time()
    {
        var judge = new MeasuringScoreJudge();
        PromptAsset prompt = PromptAssets.Find(PromptAssets.VisualConsistency, "v2");
        var request = new ScoreRequest("warmer", Noisy(20), Original);
        Assert.Equal(await judge.ScoreAsync(prompt, request, CancellationToken.None), await judge.ScoreAsync(prompt, request, CancellationToken.None));
    }

    private static async Task<double> KeptAsync(byte[] edit) => (await ScoreAsync(PromptAssets.VisualConsistency, "make it green", Original, edit)).Score!.Value;

    private static Task<VieScoreResult> ScoreAsync(string prompt, string instruction, byte[]? original, params byte[][] images)
        => new VieScoreJudge(new MeasuringScoreJudge(), PromptAssets.Find(prompt, "v2"), new VieScoreSettings())
            .ScoreAsync(new VieScoreRequest(instruction, [.. images.Select(image => (ReadOnlyMemory<byte>)image)], original is null ? null : (ReadOnlyMemory<byte>?)original), CancellationToken.None);

    private static byte[] Noisy(int strength)
    {
        RgbImage clean = SomePicture.Codec.Decode(Original);
        var luck = new Random(7);
        byte[] pixels = clean.Pixels.ToArray();
        for (int at = 0; at < pixels.Length; at++)
            pixels[at] = (byte)Math.Clamp(pixels[at] + luck.Next(-strength, strength + 1), 0, 255);
        return SomePicture.Codec.EncodePng(new RgbImage(clean.Width, clean.Height, pixels));
    }
}
