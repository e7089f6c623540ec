using System.Globalization;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>
/// Judges by measuring pixels: no model, no network, no luck. The goal's words become targets on measures (see
/// <see cref="Imaging.Measures.ImageMeasures"/>); the score is 1 + 9 × the weighted mean of how far each is reached, in tenths. A picture in
/// which nothing stands out gets 1. It cannot know what the subject is, only that there is one.
/// </summary>
/// <param name="codec">Decodes the pictures, and limits what they may cost.</param>
public sealed class MeasuringJudge(ImageCodec codec) : IJudge
{
    /// <summary>With the default limits.</summary>
    public MeasuringJudge()
        : this(new ImageCodec(ImageLimits.Default))
    {
    }

    public string Id => "measuring-judge";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    public Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Evaluate(request), cancellationToken);
    }

    private string Evaluate(EvaluationRequest request)
    {
        Assessment assessment = Assessment.Of(MeasuredPicture.Decode(codec, request.Image), GoalReader.Read(request.Goal));
        if (request.IsTyped)
            return TypedVerdict.Write(assessment.IsDone, assessment.Score, assessment.IsDone ? assessment.Explain() : Next(assessment, WorkingPrompt.Parse(request.Prompt)));
        string head = string.Create(CultureInfo.InvariantCulture, $"SCORE: {assessment.Score:0.#}/10\n");
        return assessment.IsDone
            ? $"{head}{request.PassKeyword}: {assessment.Explain()}"
            : $"{head}{assessment.Explain()}\nCONTINUE: {Next(assessment, WorkingPrompt.Parse(request.Prompt))}";
    }

    private static string Next(Assessment assessment, WorkingPrompt prompt)
    {
        if (!assessment.HasSubject)
            return Ideas.Restore(prompt);
        IReadOnlyList<Phrase> phrases = Ideas.Phrases(assessment, prompt);
        // nothing to add: the same words again, which another seed may paint better
        return Ideas.Pairs(phrases, prompt).Concat(Ideas.Singles(phrases, prompt)).FirstOrDefault(prompt.ToString());
    }
}
