using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Verifying.Words;
using RefineWorkflows.Tuning.Learning.Networks;

namespace RefineWorkflows.Tuning.Features;

/// <summary>Describes a picture or clip of a prompt by numbers. Serves every thread; the same input gives the same numbers on one machine.</summary>
/// <param name="limits">What a file may hold at most.</param>
/// <param name="withEmbedding">Whether 64 numbers for an embedding stand at the end.</param>
public sealed class FeatureExtractor(ImageLimits limits, bool withEmbedding = false)
{
    /// <summary>Numbers that an embedding is projected to.</summary>
    public const int EmbeddingSize = 64;

    private const string CodeVersion = "pixels-1";
    private const double Neutral = 0.5;

    private static readonly ChannelKind[] Judged = [ChannelKind.Semantic, ChannelKind.Spatial, ChannelKind.Benchmark, ChannelKind.VisionReward];

    private static readonly string[] MotionNames = ["motion: flicker", "motion: energy"];

    private static readonly string[] PromptNames =
    [
        "prompt: words", "prompt: clauses", "prompt: things", "prompt: style words", "prompt: liked words", "prompt: avoided words", "prompt: similar ones kept",
        .. PromptWishes.Measures.Select(name => $"prompt: {name} as asked"), "prompt: followed",
        .. StyleWords.Names,
    ];

    private readonly ImageCodec _codec = new(limits);

    /// <summary>What stands where in the answer.</summary>
    public FeatureSpec Spec { get; } = new(
        [.. PixelFeatures.Names, .. MotionNames, .. PromptNames, .. Judged.Select(channel => $"judged: {channel.ToString().ToLowerInvariant()}"), .. withEmbedding ? Enumerable.Range(1, EmbeddingSize).Select(at => $"embedding {at}") : []],
        withEmbedding ? $"{CodeVersion}+embedding" : CodeVersion);

    /// <summary>Whether an embedding is looked at.</summary>
    public bool WithEmbedding => withEmbedding;

    /// <summary>Describes one picture, or a clip by its frames.</summary>
    /// <param name="prompt">What it was meant to show.</param>
    /// <param name="frames">The encoded picture; of a clip, frames in order, of one size. The middle one stands for the colours.</param>
    /// <param name="context">What else is known.</param>
    /// <exception cref="ImagingException">A frame is no picture or too large.</exception>
    /// <exception cref="ArgumentException">There is no frame.</exception>
    public IReadOnlyList<double> Extract(string prompt, IReadOnlyList<ReadOnlyMemory<byte>> frames, PictureContext context)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException("There is no frame to look at; give at least one.", nameof(frames));
        return Extract(prompt, [.. frames.Select(frame => _codec.Decode(frame))], context);
    }

    /// <summary>The same for pixels that are decoded already.</summary>
    public IReadOnlyList<double> Extract(string prompt, IReadOnlyList<RgbImage> frames, PictureContext context)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(context);
        double[] pixels = [.. PixelFeatures.Of(frames[frames.Count / 2])];
        return
        [
            .. pixels,
            .. Motion(frames),
            .. OfPrompt(prompt, pixels, context),
            .. Judged.Select(channel => context.Channels.TryGetValue(channel, out double value) ? Math.Clamp(value, 0, 1) : Neutral),
            .. withEmbedding ? Projected(context.Embedding) : [],
        ];
    }

    private static double[] Motion(IReadOnlyList<RgbImage> frames)
    {
        if (frames.Count < 2)
            return [0, 0];
        var (flicker, energy) = (0.0, 0.0);
        double before = ImageMeasurer.Measure(Thumbnail.Of(frames[0], 64)).Brightness;
        for (int at = 1; at < frames.Count; at++)
        {
            double brightness = ImageMeasurer.Measure(Thumbnail.Of(frames[at], 64)).Brightness;
            flicker += Math.Abs(brightness - before);
            before = brightness;
            IReadOnlyList<double> moves = frames[at].Width == frames[at - 1].Width && frames[at].Height == frames[at - 1].Height ? BlockMotion.Between(frames[at - 1], frames[at]) : [];
            energy += moves.Count > 0 ? moves.Average() : 0;
        }

        return [Math.Min(1, 10 * flicker / (frames.Count - 1)), Math.Min(1, 10 * energy / (frames.Count - 1))];
    }

    private static double[] OfPrompt(string prompt, double[] pixels, PictureContext context)
    {
        string[] words = prompt.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '\n', '\t', '!', '?', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries);
        (int style, double[] wishes) = PromptWishes.Read(words);
        PromptStructure structure = PromptGrammar.Read(prompt);
        double[] followed = [.. wishes.Select((wish, at) => wish * 2 * (pixels[IndexOf(PromptWishes.Measures[at])] - Middle(at)))];
        int clauses = 1 + prompt.Count(letter => letter is ',' or ';' or '.' or ':');
        return
        [
            Math.Min(1, words.Length / 60.0),
            Math.Min(1, clauses / 12.0),
            Math.Min(1, structure.Things.Count / 6.0),
            Math.Min(1, style / 10.0),
            Overlap(words, context.Liked),
            Overlap(words, context.Avoided),
            context.Success is { } success ? Math.Clamp(success, 0, 1) : Neutral,
            .. followed,
            followed.Sum(),
            .. StyleWords.Of(context.MadeFrom ?? prompt),
        ];
    }

    // Where the middle of a measure lies in pictures: about a third for size and detail, less for haze.
    private static double Middle(int aspect) => aspect switch { 0 or 1 => 0.5, 2 => 0.4, 3 => 0.15, _ => 0.2 };

    private static int IndexOf(string name)
    {
        for (int at = 0; at < PixelFeatures.Names.Count; at++)
        {
            if (PixelFeatures.Names[at] == name)
                return at;
        }

        throw new ArgumentException($"No pixel feature is called '{name}'.", nameof(name));
    }

    private static double Overlap(string[] words, IReadOnlyList<string> style)
        => style.Count == 0 ? 0 : (double)style.Count(phrase => phrase.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).All(words.Contains)) / style.Count;

    private static double[] Projected(IReadOnlyList<float>? embedding)
    {
        var projected = new double[EmbeddingSize];
        if (embedding is null || embedding.Count == 0)
            return projected;
        double length = Math.Sqrt(embedding.Sum(number => (double)number * number));
        if (length == 0)
            return projected;
        // A fixed matrix for every length of embedding (Johnson and Lindenstrauss 1984): distances are kept, roughly.
        for (int row = 0; row < EmbeddingSize; row++)
        {
            for (int at = 0; at < embedding.Count; at++)
                projected[row] += embedding[at] / length * Gaussian.At(0xE3B, "embedding", ((long)row * embedding.Count) + at);
        }

        return projected;
    }
}
