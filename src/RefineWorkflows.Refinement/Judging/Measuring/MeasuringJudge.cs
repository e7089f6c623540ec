using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>
/// The judge that is always there: it measures pixels against a goal in words, explains itself by what it measured,
/// and advises the phrase that should help the weakest measure. It never looks at metadata, and says DONE when no wish
/// is left open.
/// </summary>
public sealed class MeasuringJudge : IJudge
{
    private const double GoodEnough = 9.5;
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    public string Id => "measuring-judge";

    /// <exception cref="RefineWorkflows.Imaging.ImagingException">The bytes are no picture, or one beyond the limits.</exception>
    public Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken)
        => Task.Run(() => Reply(request), cancellationToken);

    private static string Reply(EvaluationRequest request)
    {
        var appraisal = new Appraisal(ImageMeasurer.Measure(Codec.Decode(request.Image)), GoalReader.Read(request.Goal));
        string head = string.Create(CultureInfo.InvariantCulture, $"SCORE: {appraisal.Score:0.0}/10\nMeasured: {appraisal.Explain()}.");
        if (appraisal.Score >= GoodEnough)
            return $"{head}\nDONE: every wish is met as far as it can be measured.";
        var description = new Description(request.Prompt);
        string? phrase = appraisal.Phrases().FirstOrDefault(one => !description.Has(one));
        // Nothing new to say: the proposer's turn, which may take something away again.
        return phrase is null ? $"{head}\nCONTINUE: {request.Prompt.Trim()}" : $"{head}\nCONTINUE: {description.With(phrase)}";
    }
}
