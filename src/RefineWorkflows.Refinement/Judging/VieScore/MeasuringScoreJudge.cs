using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Rubric;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>
/// Scores by measuring, with no model: following by the measuring judge's score, quality by sharpness, grain, light and
/// contrast, consistency by what an edit leaves as it was. It answers the shipped prompts and no others.
/// </summary>
/// <param name="codec">Decodes the pictures, and limits what they may cost.</param>
public sealed class MeasuringScoreJudge(ImageCodec codec) : IScoreJudge
{
    private const double VisibleGrain = 0.03;

    // following outranks beauty three to one
    private const double FollowingOutranks = 0.75;

    /// <summary>With the default limits.</summary>
    public MeasuringScoreJudge()
        : this(new ImageCodec(ImageLimits.Default))
    {
    }

    public string Id => "measuring-judge";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="ImagingException">A picture cannot be decoded.</exception>
    public Task<string> ScoreAsync(PromptAsset prompt, ScoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Score(prompt.Stamp, request), cancellationToken);
    }

    private string Score(PromptStamp prompt, ScoreRequest request)
    {
        RgbImage picture = codec.Decode(request.Image);
        return prompt.Id switch
        {
            PromptAssets.InstructionFollowing => Followed(request.Instruction, picture),
            PromptAssets.VisualQuality => Made(picture),
            PromptAssets.VisualConsistency => Kept(request, picture, prompt),
            PromptAssets.Rubric => Graded(request.Instruction, picture),
            _ => throw new PromptAssetException($"The measuring judge has no answer to the prompt asset {prompt.Id} {prompt.Version}. Name a vision model with --judge, or take one of: {PromptAssets.InstructionFollowing}, {PromptAssets.VisualQuality}, {PromptAssets.VisualConsistency}, {PromptAssets.Rubric}."),
        };
    }

    private static string Followed(string instruction, RgbImage picture)
    {
        Assessment assessment = Assessment.Of(new MeasuredPicture(picture), GoalReader.Read(instruction));
        return Reply(assessment.Explain(), Following(assessment));
    }

    private static string Made(RgbImage picture)
    {
        double quality = ImagingQuality.Of(picture);
        double noise = ImageMeasurer.Measure(picture).Noise;
        string reasoning = string.Create(CultureInfo.InvariantCulture, $"Measured: sharpness, grain, light and contrast together {quality:0.00} of 1; grain {noise:0.000} of the range.");
        return Reply(reasoning, 10 * quality, 10 / (1 + Math.Pow(noise / VisibleGrain, 2)));
    }

    private static string Graded(string instruction, RgbImage picture)
    {
        Assessment assessment = Assessment.Of(new MeasuredPicture(picture), GoalReader.Read(instruction));
        double quality = ImagingQuality.Of(picture);
        double following = OnRubric(Following(assessment) / 10);
        double aesthetic = OnRubric(quality);
        return new JsonObject
        {
            ["reasoning"] = string.Create(CultureInfo.InvariantCulture, $"{assessment.Explain()} Sharpness, grain, light and contrast together {quality:0.00} of 1."),
            ["aesthetic"] = aesthetic,
            ["instruction_following"] = following,
            ["overall"] = Math.Round((FollowingOutranks * following) + ((1 - FollowingOutranks) * aesthetic), 1),
        }.ToJsonString();
    }

    private static double OnRubric(double share) => Math.Round(RubricVerdict.Least + ((RubricVerdict.Most - RubricVerdict.Least) * share), 1);

    private string Kept(ScoreRequest request, RgbImage picture, PromptStamp prompt)
    {
        ReadOnlyMemory<byte> original = request.Original
            ?? throw new PromptAssetException($"The prompt asset {prompt.Id} {prompt.Version} needs '{PromptInputs.InputImage}', and it was not given. Give it, or take another prompt.");
        double kept = KeptPicture.Of(codec, codec.Decode(original), picture);
        Assessment assessment = Assessment.Of(new MeasuredPicture(picture), GoalReader.Read(request.Instruction));
        return Reply(string.Create(CultureInfo.InvariantCulture, $"Outside of the largest change {kept:0.00} of 1 is as it was. {assessment.Explain()}"), Following(assessment), 10 * kept);
    }

    // the measuring judge's scale begins at 1
    private static double Following(Assessment assessment) => (assessment.Score - 1) / 9 * 10;

    private static string Reply(string reasoning, params double[] scores)
        => new JsonObject { ["reasoning"] = reasoning, ["score"] = new JsonArray([.. scores.Select(score => (JsonNode?)Math.Round(score, 1))]) }.ToJsonString();
}
