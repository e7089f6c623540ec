using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>How far an edit leaves a picture as it was, outside of what it changes.</summary>
internal static class KeptPicture
{
    private const int Side = 256;
    private const int Block = 8;

    /// <summary>Below this similarity a block counts as changed on purpose, if it hangs together with others.</summary>
    private const double Changed = 0.5;

    /// <summary>The share of a picture that an edit may change before it counts as another picture.</summary>
    private const double FreeShare = 0.5;

    // the stabilisers of SSIM for a range of 255
    private const double C1 = 0.01 * 255 * 0.01 * 255;
    private const double C2 = 0.03 * 255 * 0.03 * 255;

    /// <summary>
    /// The mean structural similarity (SSIM, Wang et al. 2004; per colour band, in squares of 8 of 256 px) of all that is
    /// not the largest connected changed piece; less where that piece is more than half of the picture. Our own definition.
    /// </summary>
    /// <returns>0 (another picture altogether) to 1 (nothing else changed).</returns>
    public static double Of(ImageCodec codec, RgbImage original, RgbImage edited)
    {
        double scale = Math.Min(1, (double)Side / Math.Max(original.Width, original.Height));
        int width = Math.Max(Block, (int)(original.Width * scale));
        int height = Math.Max(Block, (int)(original.Height * scale));
        double[,] similar = Similarities(Sized(codec, original, width, height), Sized(codec, edited, width, height));
        bool[,] edit = LargestChange(similar);
        int all = similar.Length;
        double sum = 0;
        int kept = 0;
        for (int y = 0; y < similar.GetLength(0); y++)
        {
            for (int x = 0; x < similar.GetLength(1); x++)
            {
                if (edit[y, x])
                    continue;
                sum += Math.Max(0, similar[y, x]);
                kept++;
            }
        }

        return kept == 0 ? 0 : sum / kept * Math.Min(1, (double)kept / all / FreeShare);
    }

    private static RgbImage Sized(ImageCodec codec, RgbImage image, int width, int height)
        => image.Width == width && image.Height == height ? image : codec.Resize(image, width, height);

    private static double[,] Similarities(RgbImage one, RgbImage other)
    {
        var similar = new double[one.Height / Block, one.Width / Block];
        for (int y = 0; y < similar.GetLength(0); y++)
        {
            for (int x = 0; x < similar.GetLength(1); x++)
                similar[y, x] = (Similarity(one, other, x, y, 0) + Similarity(one, other, x, y, 1) + Similarity(one, other, x, y, 2)) / 3;
        }

        return similar;
    }

    private static double Similarity(RgbImage one, RgbImage other, int blockX, int blockY, int band)
    {
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int y = blockY * Block; y < (blockY + 1) * Block; y++)
        {
            for (int x = blockX * Block; x < (blockX + 1) * Block; x++)
            {
                int at = (((y * one.Width) + x) * 3) + band;
                double p = one.Pixels[at];
                double q = other.Pixels[at];
                a += p;
                b += q;
                aa += p * p;
                bb += q * q;
                ab += p * q;
            }
        }

        const double Count = Block * Block;
        a /= Count;
        b /= Count;
        double varianceA = (aa / Count) - (a * a);
        double varianceB = (bb / Count) - (b * b);
        double covariance = (ab / Count) - (a * b);
        return ((2 * a * b) + C1) * ((2 * covariance) + C2) / (((a * a) + (b * b) + C1) * (varianceA + varianceB + C2));
    }

    private static bool[,] LargestChange(double[,] similar)
    {
        (int height, int width) = (similar.GetLength(0), similar.GetLength(1));
        var seen = new bool[height, width];
        List<(int Y, int X)> largest = [];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                List<(int Y, int X)> piece = Piece(similar, seen, y, x);
                if (piece.Count > largest.Count)
                    largest = piece;
            }
        }

        var edit = new bool[height, width];
        foreach ((int y, int x) in largest)
            edit[y, x] = true;
        return edit;
    }

    private static List<(int Y, int X)> Piece(double[,] similar, bool[,] seen, int fromY, int fromX)
    {
        List<(int Y, int X)> piece = [];
        var open = new Stack<(int Y, int X)>([(fromY, fromX)]);
        while (open.TryPop(out (int Y, int X) at))
        {
            bool outside = at.Y < 0 || at.X < 0 || at.Y >= similar.GetLength(0) || at.X >= similar.GetLength(1);
            if (outside || seen[at.Y, at.X] || similar[at.Y, at.X] >= Changed)
                continue;
            seen[at.Y, at.X] = true;
            piece.Add(at);
            open.Push((at.Y - 1, at.X));
            open.Push((at.Y + 1, at.X));
            open.Push((at.Y, at.X - 1));
            open.Push((at.Y, at.X + 1));
        }

        return piece;
    }
}
