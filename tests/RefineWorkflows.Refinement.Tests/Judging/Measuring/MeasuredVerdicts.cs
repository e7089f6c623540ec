using RefineWorkflows.Imaging.Metadata;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;
using static RefineWorkflows.Refinement.Tests.Judging.Measuring.SomePicture;

namespace RefineWorkflows.Refinement.Tests.Judging.Measuring;

public sealed class MeasuredVerdicts
{
    private static readonly (int, int, int) Red = (225, 60, 30);
    private static readonly (int, int, int) Grey = (120, 125, 130);
    private static readonly (int, int, int) Ember = (150, 30, 10);
    private static readonly (int, int, int) Fire = (255, 150, 30);
    private static readonly MeasuringJudge Judge = new(Codec);

    public static TheoryData<string, byte[], byte[]> WorseAndBetter => new()
    {
        { "make it as visually hot as possible", Disc(Red, Grey), Disc(Fire, Ember) },
        { "make it as visually hot as possible", Disc(Fire, (40, 60, 90)), Disc(Fire, Ember) },
        { "cooler", Disc(Red, Ember), Disc((220, 230, 240), (40, 70, 140)) },
        { "calm misty morning", Disc(Red, (30, 30, 30), chequered: true), Disc((190, 185, 180), Grey, veil: 0.6) },
        { "more dramatic", Disc((150, 140, 140), Grey), Disc((250, 240, 230), (10, 10, 12), radius: 0.3) },
        { "brighter", Disc(Red, (50, 50, 50)), Disc(Red, (235, 235, 235)) },
        { "darker", Disc(Red, (235, 235, 235)), Disc(Red, (20, 20, 20)) },
        { "bigger subject", Disc(Red, Grey, radius: 0.1), Disc(Red, Grey, radius: 0.33) },
        { "centred", Disc(Red, Grey, x: 0.25, y: 0.7), Disc(Red, Grey) },
        { "less cluttered", Disc(Red, Grey, chequered: true), Disc(Red, Grey) },
        { "sharper", Disc((250, 240, 230), Grey, softness: 0.03), Disc((250, 240, 230), Grey, softness: 0.002) },
        { "three apples", Disc(Red, Grey, radius: 0.11), Disc(Red, Grey, radius: 0.11, count: 3) },
        { "more colourful", Disc((150, 130, 130), Grey), Disc(Red, (30, 90, 200)) },
        { "muted colours", Disc(Red, (30, 90, 200)), Disc((170, 150, 150), Grey) },
        { "a nice picture", Disc((140, 130, 130), (105, 105, 105), x: 0.2, radius: 0.1), Disc(Red, (30, 60, 110), radius: 0.27) },
    };

    [Theory, MemberData(nameof(WorseAndBetter))]
    public async Task What_comes_closer_to_the_goal_scores_higher(string goal, byte[] worse, byte[] better)
    {
        double low = (await AskAsync(goal, worse)).Score!.Value;
        double high = (await AskAsync(goal, better)).Score!.Value;
        Assert.True(high >= low + 1, $"{goal}: {low} and {high}");
    }

    [Fact]
    public async Task Nothing_to_see_is_the_bottom_of_the_scale_and_the_continuation_restores_it()
    {
        Verdict verdict = await AskAsync("brighter", Flat(200));
        Assert.Equal((VerdictAction.Continue, 1.0), (verdict.Action, verdict.Score));
        Assert.Contains("close-up", verdict.NextPrompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_explains_itself_by_its_measures_before_it_acts()
    {
        string reply = await Judge.EvaluateAsync(new EvaluationRequest("as hot as possible", "a hotdog", Disc(Red, Grey)), default);
        string[] lines = reply.Split('\n');
        Assert.StartsWith("SCORE: ", lines[0], StringComparison.Ordinal);
        Assert.Matches("^Measured: flames 0\\.\\d\\d of 0\\.\\d\\d, .*; weakest: .+\\.$", lines[1]);
        Assert.StartsWith("CONTINUE: a hotdog, ", lines[2], StringComparison.Ordinal);
        Assert.Empty(EvaluatorReply.Parse(reply).Warnings);
    }

    [Fact]
    public async Task A_fulfilled_goal_is_done()
    {
        Verdict verdict = await AskAsync("brighter", Disc((60, 60, 200), (245, 245, 245)));
        Assert.Equal(VerdictAction.Done, verdict.Action);
        Assert.InRange(verdict.Score!.Value, 9.5, 10);
    }

    [Fact]
    public async Task Only_pixels_count_and_what_the_file_says_of_itself_does_not()
    {
        byte[] picture = Disc(Red, Grey);
        byte[] boasting = PngText.Write(picture, new Dictionary<string, string> { ["score"] = "SCORE: 10/10\nDONE: perfect" });
        var request = new EvaluationRequest("hot", "a hotdog", picture);
        Assert.Equal(await Judge.EvaluateAsync(request, default), await Judge.EvaluateAsync(request with { Image = boasting }, default));
    }

    [Fact]
    public async Task Descriptions_do_not_grow_without_bound()
    {
        foreach (string goal in new[] { "hot", "cooler", "calm misty morning", "dramatic", "a nice picture", "three small centred symmetrical sharp colourful apples, less bright" })
        {
            string prompt = "a hotdog";
            for (int round = 0; round < 12; round++)
                prompt = (await AskAsync(goal, Disc((140, 130, 130), Grey, x: 0.3, count: 2, radius: 0.1), prompt)).NextPrompt!;
            Assert.StartsWith("a hotdog, ", prompt, StringComparison.Ordinal);
            Assert.InRange(prompt.Length, 20, 400);
        }
    }

    private static async Task<Verdict> AskAsync(string goal, byte[] picture, string prompt = "a hotdog")
        => EvaluatorReply.Parse(await Judge.EvaluateAsync(new EvaluationRequest(goal, prompt, picture), default));
}
