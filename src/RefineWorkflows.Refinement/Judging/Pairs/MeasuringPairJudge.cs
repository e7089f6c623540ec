using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>Compares by measuring: each picture gets the score that <see cref="MeasuringJudge"/> gives it, and the greater one wins by more than the margin. The order makes no difference.</summary>
public sealed class MeasuringPairJudge : IPairJudge
{
    /// <summary>Scores come in tenths; the last one is mostly rounding.</summary>
    public const double UsualMargin = 0.1;

    private const double Rounding = 1e-9;

    private readonly ImageCodec _codec;
    private readonly double _margin;

    /// <param name="codec">Decodes the pictures, and limits what they may cost.</param>
    /// <param name="margin">The difference of two scores (1 to 10) up to which they tie.</param>
    public MeasuringPairJudge(ImageCodec codec, double margin = UsualMargin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        _codec = codec;
        _margin = margin;
    }

    /// <summary>With the default limits and margin.</summary>
    public MeasuringPairJudge()
        : this(new ImageCodec(ImageLimits.Default))
    {
    }

    public string Id => "measuring-judge";

    public PromptStamp? Prompt => null;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="Imaging.ImagingException">A picture cannot be decoded.</exception>
    public Task<string> CompareAsync(PairRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Compare(request), cancellationToken);
    }

    private string Compare(PairRequest request)
    {
        IReadOnlyList<Target> targets = GoalReader.Read(request.Goal);
        Assessment first = Assessment.Of(MeasuredPicture.Decode(_codec, request.First), targets);
        Assessment second = Assessment.Of(MeasuredPicture.Decode(_codec, request.Second), targets);
        double lead = first.Score - second.Score;
        PairWinner winner = Math.Abs(lead) <= _margin + Rounding ? PairWinner.Tie : lead > 0 ? PairWinner.ImageA : PairWinner.ImageB;
        return new JsonObject
        {
            ["reasoning"] = string.Create(CultureInfo.InvariantCulture, $"Image A scores {first.Score:0.0}, Image B {second.Score:0.0}. A: {first.Explain()} B: {second.Explain()}"),
            [PairReply.Winner] = winner.Words(),
        }.ToJsonString();
    }
}
