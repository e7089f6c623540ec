using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>Which one frame stands for a clip where a channel looks at one only.</summary>
public static class RepresentativeFrame
{
    /// <summary>The sharpest (variance of the Laplacian) of the frames at a quarter, half and three quarters; of equal ones the earliest.</summary>
    /// <returns>Its index, from 0.</returns>
    /// <exception cref="QualityException">There is no frame.</exception>
    public static int Of(IReadOnlyList<RgbImage> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new QualityException("A clip without frames has none that stands for it; give at least one.");
        return Sharpest(Candidates(frames.Count), at => frames[at]);
    }

    /// <summary>The sharpest of some frames; of equal ones the first.</summary>
    /// <param name="frames">Indices; at least one.</param>
    /// <param name="decode">Gives the frame of an index.</param>
    internal static int Sharpest(IReadOnlyList<int> frames, Func<int, RgbImage> decode) => frames.MaxBy(at => ImageMeasurer.Measure(decode(at)).Sharpness);

    /// <summary>The frames that <see cref="Of"/> looks at, for who decodes only those.</summary>
    public static IReadOnlyList<int> Candidates(int frames)
        => [.. new[] { 0.25, 0.5, 0.75 }.Select(part => (int)Math.Round(part * (frames - 1))).Distinct()];
}
