using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Judging.Measuring;

public sealed class MeasuringJudges
{
    private const string Heat = "make it as visually hot as possible";
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly MeasuringJudge Judge = new();
    private static readonly MeasuringProposer Proposer = new();

    [Theory]
    [InlineData("make it hot", "#ff4a00", "#3a5bd0")]
    [InlineData("cooler, icy", "#3a5bd0", "#ff4a00")]
    [InlineData("brighter", "#f4f0e0", "#30302e")]
    [InlineData("darker", "#141416", "#d0d0c8")]
    [InlineData("more colourful", "#ff2060", "#8a8a8a")]
    [InlineData("muted", "#e8e2df", "#ff2060")]
    public async Task A_goal_prefers_the_picture_that_shows_it(string goal, string better, string worse)
        => Assert.True(await ScoreAsync(goal, Ball(better)) > await ScoreAsync(goal, Ball(worse)));

    [Fact]
    public async Task A_picture_without_a_subject_is_worth_one_point_and_gets_advice_to_restore_it()
    {
        Verdict verdict = EvaluatorReply.Parse(await Judge.EvaluateAsync(new EvaluationRequest(Heat, "a hot dog", Codec.EncodePng(new RgbImage(64, 64, new byte[64 * 64 * 3]))), CancellationToken.None));
        Assert.Equal((1.0, VerdictAction.Continue), (verdict.Score, verdict.Action));
        Assert.StartsWith("a hot dog, ", verdict.NextPrompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reply_is_read_without_warning_and_is_the_same_each_time()
    {
        ReadOnlyMemory<byte> picture = await PaintAsync("a hot hotdog", 3);
        string reply = await Judge.EvaluateAsync(new EvaluationRequest(Heat, "a hot hotdog", picture), CancellationToken.None);
        Assert.Equal(reply, await Judge.EvaluateAsync(new EvaluationRequest(Heat, "a hot hotdog", picture), CancellationToken.None));
        Verdict verdict = EvaluatorReply.Parse(reply);
        Assert.Empty(verdict.Warnings);
        Assert.NotNull(verdict.Score);
        Assert.Contains("weakest:", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_that_failed_is_not_proposed_again_until_nothing_is_left()
    {
        ReadOnlyMemory<byte> picture = await PaintAsync("a hot hotdog", 3);
        foreach (double temperature in new[] { 0.3, 1.1 })
        {
            var rejected = new List<string>();
            for (int i = 0; ; i++)
            {
                string idea = await Proposer.ProposeAsync(new ProposalRequest(Heat, "a hot hotdog", picture, rejected, temperature, (ulong)i), CancellationToken.None);
                if (idea.Length == 0)
                    break;
                Assert.DoesNotContain(idea, rejected);
                rejected.Add(idea);
            }

            Assert.InRange(rejected.Count, 10, 200);
        }
    }

    [Fact]
    public async Task Condensing_keeps_the_subject_and_the_newest_descriptors()
        => Assert.Equal("a hot dog, deep red background", await Proposer.CondenseAsync("a hot dog, flames, flames, steam rising, deep red background", 6, CancellationToken.None));

    private static async Task<double> ScoreAsync(string goal, ReadOnlyMemory<byte> picture)
        => EvaluatorReply.Parse(await Judge.EvaluateAsync(new EvaluationRequest(goal, "a ball", picture), CancellationToken.None)).Score!.Value;

    private static byte[] Ball(string colour)
        => Codec.EncodePng(Codec.RenderSvg($"<svg xmlns='http://www.w3.org/2000/svg' width='128' height='128'><rect width='128' height='128' fill='#777'/><rect width='128' height='128' fill='{colour}' opacity='.3'/><circle cx='64' cy='64' r='34' fill='{colour}'/></svg>", 128, 128));

    private static async Task<ReadOnlyMemory<byte>> PaintAsync(string prompt, ulong seed)
        => (await new EmbeddedPainter().GenerateAsync(new GenerationRequest(prompt, null, seed, 224, 224), CancellationToken.None)).Bytes;
}
