using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Composition;
using RefineWorkflows.Refinement.Generation.Painting.Finish;
using RefineWorkflows.Refinement.Generation.Painting.Language;
using RefineWorkflows.Refinement.Generation.Painting.Motion;
using RefineWorkflows.Refinement.Generation.Painting.Reading;
using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting;

/// <summary>
/// The generator that is always there: words → a point in a scene's latent space → vectors → pixels. It needs no model,
/// no GPU and no network, and gives the same bytes for the same request.
/// </summary>
public sealed class EmbeddedPainter : IImageGenerator
{
    /// <summary>Smallest and largest side in pixels, and how many times longer the longer side may be.</summary>
    public const int SmallestSide = 64;
    public const int LargestSide = 2048;
    public const int LongestAspect = 4;

    /// <summary>The longest clip, in frames.</summary>
    public const int MostFrames = 240;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly ClipCodec Clips = new(ImageLimits.Default);

    public GeneratorCapabilities Capabilities { get; } = new(
        "embedded-painter",
        MaxPromptTokens: null,
        SupportsNegativePrompt: true,
        SupportsReference: true,
        SupportsStrength: true)
    {
        MakesVideo = true,
        MaxFrames = MostFrames,
    };

    /// <exception cref="PaintingException">The prompt is empty, a side or the strength is out of its range, or the reference is no picture.</exception>
    public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
        => Task.Run(() => Paint(Check(request), cancellationToken), cancellationToken);

    private static GeneratedImage Paint(GenerationRequest request, CancellationToken cancellationToken)
    {
        SceneLatent wanted = SeedVariation.Apply(PromptReader.Read(request.Prompt, request.NegativePrompt), request.Seed, 1);
        if (request.Reference is not { } bytes)
            return Encode(Develop(wanted, request, cancellationToken), request, cancellationToken);

        // Image to image: from the scene that the reference's pixels show, part of the way to the one that the words ask for.
        double strength = request.Strength ?? 0.6;
        RgbImage reference = Decode(bytes);
        SceneLatent shown = LatentReader.Read(reference, wanted);
        SceneLatent scene = SceneLatent.Between(shown, wanted, strength);
        RgbImage painted = Develop(scene, request, cancellationToken);
        return Encode(Blend.Keep(Codec.Resize(reference, request.Width, request.Height), painted, strength), request, cancellationToken);
    }

    private static RgbImage Develop(SceneLatent scene, GenerationRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RgbImage drawn = Codec.RenderSvg(Composer.Compose(scene, request.Seed, request.Width, request.Height), request.Width, request.Height);
        cancellationToken.ThrowIfCancellationRequested();
        RgbImage graded = Grading.Apply(drawn, scene, request.Seed, Codec);
        cancellationToken.ThrowIfCancellationRequested();
        return Styles.Apply(graded, scene.Style, request.Seed, Codec);
    }

    private static GeneratedImage Encode(RgbImage image, GenerationRequest request, CancellationToken cancellationToken)
    {
        if (request.Clip is not { } motion)
            return new GeneratedImage(Codec.EncodePng(image), "png", request.Seed);
        IReadOnlyList<RgbImage> frames = PushIn.Over(image, motion.Frames, request.Seed);
        cancellationToken.ThrowIfCancellationRequested();
        var clip = new GeneratedClip(Clips.Join(frames, motion.FramesPerSecond), "webp", frames.Count, motion.FramesPerSecond);
        RgbImage sheet = ContactSheet.Compose([.. EvenFrames.Of(frames.Count, ContactSheet.MostFrames).Select(index => frames[index])]);
        return new GeneratedImage(Codec.EncodePng(sheet), "png", request.Seed) { Clip = clip };
    }

    private static RgbImage Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Codec.Decode(bytes);
        }
        catch (ImagingException problem)
        {
            throw new PaintingException($"reference: {problem.Message}", problem);
        }
    }

    private static GenerationRequest Check(GenerationRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Prompt))
            throw new PaintingException("prompt: it is empty; say what is to be painted.");
        if (request.Width is < SmallestSide or > LargestSide || request.Height is < SmallestSide or > LargestSide)
            throw new PaintingException($"size: {request.Width}x{request.Height} is out of range; allowed are sides from {SmallestSide} to {LargestSide} pixels.");
        if (Math.Max(request.Width, request.Height) > LongestAspect * Math.Min(request.Width, request.Height))
            throw new PaintingException($"size: {request.Width}x{request.Height} is too long; the longer side may be {LongestAspect} times the shorter.");
        if (request.Clip is { } clip && (clip.Frames is < ClipRequest.FewestFrames or > MostFrames || clip.FramesPerSecond is not (>= ClipRequest.SlowestRate and <= ClipRequest.FastestRate)))
            throw new PaintingException($"clip: {clip.Frames} frames at {clip.FramesPerSecond} a second are out of range; allowed are {ClipRequest.FewestFrames} to {MostFrames} frames at {ClipRequest.SlowestRate} to {ClipRequest.FastestRate} a second.");
        if (request.Clip is { } large && (long)large.Frames * request.Width * request.Height > ImageLimits.Default.AnimationPixels)
            throw new PaintingException($"clip: {large.Frames} frames of {request.Width}x{request.Height} are too many pixels; make it smaller or shorter.");
        if (request.Strength is { } strength && (request.Reference is null || strength is not (>= 0 and <= 1)))
            throw new PaintingException($"strength: {strength} needs a reference and lies between 0 and 1.");
        return request;
    }
}
