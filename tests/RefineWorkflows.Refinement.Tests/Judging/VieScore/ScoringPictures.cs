using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.VieScore;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Judging.VieScore;

public sealed class ScoringPictures
{
    private static readonly PromptAsset Following = PromptAssets.Find(PromptAssets.InstructionFollowing, "v2");
    private static readonly PromptAsset Quality = PromptAssets.Find(PromptAssets.VisualQuality, "v2");
    private static readonly byte[] One = SomePicture.Flat(200);
    private static readonly byte[] Other = SomePicture.Flat(20);

    [Fact]
    public async Task One_picture_gets_a_score()
    {
        var model = new ScriptedVision(_ => """{"reasoning": "fine", "score": [8, 6]}""");
        VieScoreResult result = await ScoreAsync(model, Quality, new VieScoreSettings(), One);
        var stored = result.ToJson();

        Assert.Equal((6.0, null), (result.Score, result.Winner));
        Assert.Equal([8, 6], result.Images[0].SubScores);
        Assert.Equal(("single_score", 6.0, 6.0), ((string?)stored["type"], (double?)stored["value"], (double?)stored["meta"]!["vie_score"]![0]));
        Assert.Equal("""{"reasoning": "fine", "score": [8, 6]}""", (string?)stored["meta"]!["raw_response"]!["edited_image_0"]);
        Assert.Equal((Quality.Stamp.Id, "v2", Quality.Stamp.Sha256), ((string?)stored["meta"]!["prompt_id"], (string?)stored["meta"]!["prompt_version"], (string?)stored["meta"]!["prompt_sha256"]));
    }

    [Theory]
    [InlineData("7", "5", 0, PairWinner.ImageA)]
    [InlineData("5", "7", 0, PairWinner.ImageB)]
    [InlineData("7", "7.0", 0, PairWinner.Tie)]
    [InlineData("7", "6.5", 0.5, PairWinner.Tie)]
    [InlineData("6.7", "7", 0.3, PairWinner.Tie)]
    [InlineData("7", "6.4", 0.5, PairWinner.ImageA)]
    public async Task Two_pictures_are_scored_apart_and_the_greater_score_wins(string first, string second, double margin, PairWinner winner)
    {
        var replies = new Queue<string>([Score(first), Score(second)]);
        var model = new ScriptedVision(_ => replies.Dequeue());
        VieScoreResult result = await ScoreAsync(model, Following, new VieScoreSettings { TieMargin = margin }, One, Other);

        Assert.Equal((winner, null), (result.Winner, result.Score));
        Assert.All(model.Requests, request => Assert.Single(request.Turns[0].Pictures));
        Assert.Equal(("pairwise_comparison", winner.Words()), ((string?)result.ToJson()["type"], (string?)result.ToJson()["value"]));
    }

    [Fact]
    public async Task A_missing_score_fails_the_comparison_and_the_other_one_is_still_told()
    {
        int asked = 0;
        var model = new ScriptedVision(_ => ++asked == 1 ? Score("7") : "Lovely.");
        VieScoreResult result = await ScoreAsync(model, Following, new VieScoreSettings { Retries = 2 }, One, Other);
        var stored = result.ToJson();

        Assert.Equal((PairWinner.Failed, 4), (result.Winner, model.Requests.Count));
        Assert.Equal((7.0, null), (result.Images[0].Score, result.Images[1].Score));
        Assert.Equal("Failed", (string?)stored["value"]);
        Assert.Equal([7.0, null], stored["meta"]!["vie_score"]!.AsArray().Select(score => (double?)score));
        Assert.Equal("Lovely.", (string?)stored["meta"]!["raw_response"]!["edited_image_1"]);
    }

    [Fact]
    public async Task A_single_score_that_is_missing_is_failed_and_never_zero()
    {
        VieScoreResult result = await ScoreAsync(new ScriptedVision(_ => "Lovely."), Following, new VieScoreSettings { Retries = 0 }, One);

        Assert.Null(result.Score);
        Assert.Equal("Failed", (string?)result.ToJson()["value"]);
    }

    [Fact]
    public async Task A_model_that_throws_ends_nothing()
    {
        VieScoreResult result = await ScoreAsync(new ScriptedVision(_ => throw new BackEndException("judge", BackEndFailure.RateLimited, "asked too often")), Following, new VieScoreSettings(), One, Other);

        Assert.Equal(PairWinner.Failed, result.Winner);
        Assert.All(result.Images, image => Assert.Equal((null, true), (image.RawReplies[0], image.IsTransient)));
        Assert.Null(result.ToJson()["meta"]!["raw_response"]!["edited_image_0"]);
    }

    [Fact]
    public async Task A_reply_that_cannot_be_read_is_asked_for_again_with_what_was_wrong()
    {
        var model = new ScriptedVision(request => request.Turns[0].Text.Contains("outside 0 to 10", StringComparison.Ordinal) ? Score("9") : Score("90"));
        VieScoreResult result = await ScoreAsync(model, Following, new VieScoreSettings(), One);

        Assert.Equal((9.0, 2), (result.Score, model.Requests.Count));
    }

    [Fact]
    public async Task Of_several_samples_the_median_counts_and_their_spread_is_told()
    {
        var replies = new Queue<string>([Score("2"), "Lovely.", Score("9"), Score("8")]);
        var model = new ScriptedVision(_ => replies.Dequeue());
        VieScoreResult result = await ScoreAsync(model, Following, new VieScoreSettings { Samples = 3, Retries = 1 }, One);

        Assert.Equal((8.0, 8.0), (result.Score, result.Images[0].SubScores[0]));
        Assert.Equal(Math.Sqrt(86.0 / 9), result.Images[0].Median.Spread!.Value, 12);
        Assert.True(result.Images[0].Median.IsUnsteady);
        Assert.Equal([0UL, 1, 1, 2], model.Requests.Select(request => request.Seed));
    }

    [Fact]
    public async Task The_whole_is_the_root_of_the_least_of_what_it_shows_and_the_least_of_how_it_is_made()
    {
        VieScoreResult semantic = await ScoreAsync(new ScriptedVision(_ => """{"score": [8]}"""), Following, new VieScoreSettings(), One);
        VieScoreResult perceptual = await ScoreAsync(new ScriptedVision(_ => """{"score": [9, 2]}"""), Quality, new VieScoreSettings(), One);
        VieScoreResult missing = await ScoreAsync(new ScriptedVision(_ => "Lovely."), Quality, new VieScoreSettings(), One);

        Assert.Equal(4.0, VieScoreOverall.Of(semantic.Images[0], perceptual.Images[0]));
        Assert.Null(VieScoreOverall.Of(semantic.Images[0], missing.Images[0]));
    }

    [Theory]
    [InlineData(new[] { 10.0 }, new[] { 10.0 }, 10)]
    [InlineData(new[] { 9.0, 4.0 }, new[] { 9.0, 16.0 / 4 }, 4)]
    [InlineData(new[] { 9.0, 0.0 }, new[] { 10.0, 10.0 }, 0)]
    [InlineData(new[] { 9.0 }, new[] { 10.0, 0.0 }, 0)]
    [InlineData(new[] { 2.0 }, new[] { 8.0 }, 4)]
    public void One_zero_makes_the_whole_zero(double[] semantic, double[] perceptual, double whole)
        => Assert.Equal(whole, VieScoreOverall.Of(semantic, perceptual), 12);

    [Theory]
    [InlineData(new double[0], new[] { 10.0 })]
    [InlineData(new[] { 11.0 }, new[] { 10.0 })]
    [InlineData(new[] { 1.0 }, new[] { double.NaN })]
    public void A_whole_of_nothing_is_refused(double[] semantic, double[] perceptual)
        => Assert.Throws<ArgumentException>(() => VieScoreOverall.Of(semantic, perceptual));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Only_one_or_two_pictures_can_be_scored(int pictures)
    {
        var model = new ScriptedVision(_ => Score("7"));

        await Assert.ThrowsAsync<ArgumentException>(() => ScoreAsync(model, Following, new VieScoreSettings(), [.. Enumerable.Repeat(One, pictures)]));
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task An_edit_is_shown_behind_its_original()
    {
        var model = new ScriptedVision(_ => """{"score": [8, 5]}""");
        var judge = new VieScoreJudge(new ChatScoreJudge(model), PromptAssets.Find(PromptAssets.VisualConsistency, "v2"), new VieScoreSettings());
        VieScoreResult result = await judge.ScoreAsync(new VieScoreRequest("a blue door", [One], Other), CancellationToken.None);

        Assert.Equal((5.0, 2), (result.Score, model.Requests[0].Turns[0].Pictures.Count));
        await Assert.ThrowsAsync<PromptAssetException>(() => judge.ScoreAsync(new VieScoreRequest("a blue door", [One]), CancellationToken.None));
    }

    [Fact]
    public void A_prompt_for_two_pictures_scores_none()
        => Assert.Throws<PromptAssetException>(() => new VieScoreJudge(new ChatScoreJudge(new ScriptedVision(_ => "")), PromptAssets.Find(PromptAssets.GenerationPair, "v1"), new VieScoreSettings()));

    private static string Score(string score) => $$"""{"reasoning": "seen", "score": {{score}}}""";

    private static Task<VieScoreResult> ScoreAsync(IChatModel model, PromptAsset prompt, VieScoreSettings settings, params byte[][] images)
        => new VieScoreJudge(new ChatScoreJudge(model), prompt, settings).ScoreAsync(new VieScoreRequest("a grey wall", [.. images.Select(image => (ReadOnlyMemory<byte>)image)]), CancellationToken.None);
}
