using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Semantic;

/// <summary>Which cosines of an encoder of pictures and texts count as nothing and as everything. A bare cosine is no score: those of contrastive encoders hardly leave 0.15 to 0.35.</summary>
public sealed record SimilarityRange
{
    /// <exception cref="QualityException">The ends are no cosines, or the wrong way round.</exception>
    public SimilarityRange(double low, double high)
    {
        if (low is not (>= -1 and <= 1) || high is not (>= -1 and <= 1) || low >= high)
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"A range of cosines from {low} to {high} maps nothing; give two numbers from -1 to 1, the smaller first."));
        (Low, High) = (low, high);
    }

    /// <summary>0.10 to 0.40: encoders trained by contrast, as CLIP and its kin.</summary>
    public static SimilarityRange Contrastive { get; } = new(0.10, 0.40);

    /// <summary>0 to 1: similarities that are scores already.</summary>
    public static SimilarityRange Normalised { get; } = new(0, 1);

    /// <summary>The cosine that counts as 0.</summary>
    public double Low { get; }

    /// <summary>The cosine that counts as 1.</summary>
    public double High { get; }

    /// <summary>The semantic channel by the embeddings of a picture and its prompt.</summary>
    /// <exception cref="QualityException">Embeddings of different lengths, or one without a direction.</exception>
    public ChannelReading Read(IReadOnlyList<double> picture, IReadOnlyList<double> prompt)
    {
        double cosine = Similarity.Cosine(picture, prompt);
        return ChannelReading.Of(Score(cosine), [string.Create(CultureInfo.InvariantCulture, $"cosine {cosine:0.###} of picture and prompt, in the range {Low:0.##} to {High:0.##}")]);
    }

    /// <summary>0 to 1.</summary>
    public double Score(double cosine) => Math.Clamp((cosine - Low) / (High - Low), 0, 1);
}
