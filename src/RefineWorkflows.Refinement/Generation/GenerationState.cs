using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Generation;

/// <summary>A picture that is being made right now.</summary>
public sealed class GenerationState
{
    /// <summary>The longest side of a small preview, in pixels.</summary>
    public const int PreviewSide = 256;

    private const int Quality = 70;
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private readonly Lazy<byte[]?> small;

    internal GenerationState(int iteration, double done, Lazy<byte[]?> small)
    {
        Iteration = iteration;
        Done = done;
        this.small = small;
    }

    /// <summary>Which iteration it will be, from 1.</summary>
    public int Iteration { get; }

    /// <summary>What is done, 0 to 1; 0 also where the back end does not tell.</summary>
    public double Done { get; }

    /// <summary>The picture so far as a small JPEG; null where there is none. It is made when somebody asks for the first time, on his thread and not on the generation's.</summary>
    public byte[]? Preview => small.Value;

    internal GenerationState With(GenerationProgress news) => new(
        Iteration,
        double.IsFinite(news.Done) ? Math.Clamp(news.Done, 0, 1) : Done,
        news.Preview is { } picture ? new Lazy<byte[]?>(() => Shrink(picture)) : small);

    private static byte[]? Shrink(ReadOnlyMemory<byte> picture)
    {
        try
        {
            RgbImage large = Codec.Decode(picture);
            double scale = Math.Min(1, (double)PreviewSide / Math.Max(large.Width, large.Height));
            return Codec.EncodeJpeg(Codec.Resize(large, Math.Max(1, (int)(large.Width * scale)), Math.Max(1, (int)(large.Height * scale))), Quality);
        }
        catch (ImagingException)
        {
            // A preview is a kindness: what cannot be shown is not shown, and the picture goes on being made.
            return null;
        }
    }
}
