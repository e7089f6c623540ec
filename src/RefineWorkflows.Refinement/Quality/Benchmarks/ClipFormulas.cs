using System.Globalization;
using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>The formulas of VBench that need frames, features or motion, and nothing else. Null where a clip is too short to have one.</summary>
internal static class ClipFormulas
{
    private const double MovingShare = 0.05, StillShare = 0.02;
    private const double MovingLength = 6 / 256.0, StillLength = 3 / 256.0;

    /// <summary>(255 − mean absolute difference of neighbouring frames) / 255 over 8-bit channels: 1 stands still, 0 flashes from black to white. Means something for clips that are meant to stand still.</summary>
    /// <exception cref="QualityException">Frames of different sizes.</exception>
    public static double? TemporalFlickering(IReadOnlyList<RgbImage> frames)
    {
        RequireOneSize(frames);
        if (frames.Count < 2)
            return null;
        double difference = 0;
        for (int at = 1; at < frames.Count; at++)
        {
            ReadOnlySpan<byte> before = frames[at - 1].Pixels;
            ReadOnlySpan<byte> after = frames[at].Pixels;
            long sum = 0;
            for (int place = 0; place < before.Length; place++)
                sum += Math.Abs(before[place] - after[place]);
            difference += (double)sum / before.Length;
        }

        return (255 - (difference / (frames.Count - 1))) / 255;
    }

    /// <summary>Every second frame is left out and guessed as the mean of its neighbours: (255 − mean absolute error) / 255. At least three frames.</summary>
    /// <exception cref="QualityException">Frames of different sizes.</exception>
    public static double? MotionSmoothnessLinear(IReadOnlyList<RgbImage> frames)
    {
        RequireOneSize(frames);
        if (frames.Count < 3)
            return null;
        (double error, int guessed) = (0, 0);
        for (int at = 1; at + 1 < frames.Count; at += 2, guessed++)
        {
            ReadOnlySpan<byte> before = frames[at - 1].Pixels;
            ReadOnlySpan<byte> real = frames[at].Pixels;
            ReadOnlySpan<byte> after = frames[at + 1].Pixels;
            long doubled = 0;
            for (int place = 0; place < real.Length; place++)
                doubled += Math.Abs((2 * real[place]) - before[place] - after[place]);
            error += doubled / 2.0 / real.Length;
        }

        return (255 - (error / guessed)) / 255;
    }

    /// <summary>How alike frames stay: the mean over all frames but the first of ½(max(0, cos to the first) + max(0, cos to the one before)).</summary>
    /// <param name="features">One vector a frame, all of one length.</param>
    /// <exception cref="QualityException">Vectors of different lengths, or one without a direction.</exception>
    public static double? Consistency(IReadOnlyList<IReadOnlyList<double>> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count < 2)
            return null;
        double mean = Enumerable.Range(1, features.Count - 1)
            .Average(at => (Math.Max(0, Similarity.Cosine(features[0], features[at])) + Math.Max(0, Similarity.Cosine(features[at - 1], features[at]))) / 2);
        return Math.Min(1, mean);
    }

    /// <summary>Whether a clip moves: at least a quarter of its frames, rounded, have a next one to which the fastest twentieth of the picture moves, in the mean, by more than 6/256 of the smaller side.</summary>
    /// <param name="motion">For each pair of neighbouring frames, taken at 8 a second, how far the places move, as shares of the smaller side.</param>
    public static bool? Moves(IReadOnlyList<IReadOnlyList<double>> motion)
    {
        ArgumentNullException.ThrowIfNull(motion);
        if (motion.Count == 0)
            return null;
        // Of four frames or fewer a rounded quarter may be none, which every clip would have.
        int enough = Math.Max(1, (int)Math.Round(4 * (motion.Count + 1) / 16.0));
        return motion.Count(pair => Fastest(pair, MovingShare) > MovingLength) >= enough;
    }

    /// <summary>Whether a clip stands still, so that <see cref="TemporalFlickering"/> says something: at most an eighth of its frames, rounded, move, and the last frame is not far from the first.</summary>
    /// <param name="motion">As for <see cref="Moves"/>.</param>
    /// <param name="around">The same from the first frame to the last, and from the last to the first.</param>
    public static bool? IsStatic(IReadOnlyList<IReadOnlyList<double>> motion, IReadOnlyList<IReadOnlyList<double>> around)
    {
        ArgumentNullException.ThrowIfNull(motion);
        ArgumentNullException.ThrowIfNull(around);
        if (motion.Count == 0)
            return null;
        int allowed = (int)Math.Round(2 * (motion.Count + 1) / 16.0);
        return motion.Count(pair => Fastest(pair, StillShare) > StillLength) <= allowed
            && around.All(pair => Fastest(pair, StillShare) <= StillLength * allowed * 2);
    }

    private static double Fastest(IReadOnlyList<double> motion, double share)
        => motion.Count == 0 ? 0 : motion.OrderDescending().Take(Math.Max(1, (int)(motion.Count * share))).Average();

    public static void RequireOneSize(IReadOnlyList<RgbImage> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        for (int at = 1; at < frames.Count; at++)
        {
            if (frames[at].Width != frames[0].Width || frames[at].Height != frames[0].Height)
                throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"Frame {at + 1} has {frames[at].Width}×{frames[at].Height} pixels and the first {frames[0].Width}×{frames[0].Height}; a clip has frames of one size."));
        }
    }
}
