using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>A judge by its name: who compares and who scores pictures under it, and what stands behind it.</summary>
/// <param name="Id">What settings, definitions and verdicts call it.</param>
/// <param name="Model">The model that answers, or the measures with their version; verdicts of one are never taken for those of another.</param>
/// <param name="Pairs">Compares two pictures with a prompt; one that measures needs no words.</param>
/// <param name="Scores">Scores one picture.</param>
public sealed record PictureJudge(string Id, string Model, Func<PromptAsset, IPairJudge> Pairs, IScoreJudge Scores)
{
    /// <summary>Raised whenever measuring gives other verdicts than before.</summary>
    private const int MeasuresVersion = 1;

    /// <summary>How it is asked, where that makes a difference to its answers; for telling verdicts apart.</summary>
    public string Manner { get; init; } = "";

    /// <summary>The embedded judge, which measures and needs no model.</summary>
    /// <param name="codec">Decodes the pictures, and limits what they may cost.</param>
    /// <param name="id">Its name; null for the usual one.</param>
    public static PictureJudge Measuring(ImageCodec codec, string? id = null)
    {
        var pairs = new MeasuringPairJudge(codec);
        return new PictureJudge(id ?? pairs.Id, string.Create(CultureInfo.InvariantCulture, $"measures {MeasuresVersion}"), _ => pairs, new MeasuringScoreJudge(codec));
    }

    /// <summary>A chat model that can see.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What the model is called by its makers; null where its server has one of its own.</param>
    /// <param name="manner">How it is asked; null as judges usually are.</param>
    public static PictureJudge Chat(IChatModel model, string? name, ChatManner? manner = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new PictureJudge(model.Id, name ?? model.Id, prompt => new ChatPairJudge(model, prompt, manner), new ChatScoreJudge(model, manner)) { Manner = (manner ?? new ChatManner()).ToString() };
    }
}
