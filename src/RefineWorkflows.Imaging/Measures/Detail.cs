using System.Numerics;
using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Measures;

/// <summary>What neighbouring pixels say: one vectorised pass over the luma's inner pixels with three 3 × 3 kernels.</summary>
/// <param name="LaplacianVariance">Variance of the 4-neighbour Laplacian, luma on 0–255.</param>
/// <param name="NoiseDeviation">Immerkær's estimate: √(π/2) ÷ (6 (W−2)(H−2)) Σ |luma ∗ [1 −2 1; −2 4 −2; 1 −2 1]|, luma on 0–255.</param>
/// <param name="EdgeDensity">Share of inner pixels, the edges, with a Sobel magnitude ÷ 4 above <see cref="EdgeLevels"/>.</param>
/// <param name="Acutance">Σ Laplacian² ÷ Σ (Sobel magnitude ÷ 4)² over the edges; 0 without any.</param>
internal readonly record struct Detail(double LaplacianVariance, double NoiseDeviation, double EdgeDensity, double Acutance)
{
    public const float EdgeLevels = 24;

    private const float EdgeSquare = EdgeLevels * EdgeLevels * 16;

    /// <returns>All zero for pictures of less than 3 × 3 pixels.</returns>
    public static Detail Of(ReadOnlySpan<float> luma, int width, int height)
    {
        if (width < 3 || height < 3)
            return default;
        double sum = 0, squares = 0, noise = 0, edgeBends = 0, edgeSlopes = 0;
        long edges = 0;
        for (int y = 1; y < height - 1; y++)
        {
            ReadOnlySpan<float> above = luma.Slice((y - 1) * width, width);
            ReadOnlySpan<float> here = luma.Slice(y * width, width);
            ReadOnlySpan<float> below = luma.Slice((y + 1) * width, width);
            Vector<float> rowSum = default, rowSquares = default, rowNoise = default, rowBends = default, rowSlopes = default;
            Vector<int> rowEdges = default;
            int x = 1;
            for (; x + Vector<float>.Count <= width - 1; x += Vector<float>.Count)
            {
                var kernels = Apply(
                    At(above, x - 1), At(above, x), At(above, x + 1),
                    At(here, x - 1), At(here, x), At(here, x + 1),
                    At(below, x - 1), At(below, x), At(below, x + 1));
                rowSum += kernels.Laplacian;
                Vector<float> bends = kernels.Laplacian * kernels.Laplacian;
                rowSquares += bends;
                rowNoise += Vector.Abs(kernels.Noise);
                Vector<int> isEdge = Vector.GreaterThan(kernels.Gradient, new Vector<float>(EdgeSquare));
                // a true comparison is minus one
                rowEdges -= isEdge;
                rowBends += Vector.ConditionalSelect(isEdge, bends, Vector<float>.Zero);
                rowSlopes += Vector.ConditionalSelect(isEdge, kernels.Gradient, Vector<float>.Zero);
            }

            sum += Vector.Sum(rowSum);
            squares += Vector.Sum(rowSquares);
            noise += Vector.Sum(rowNoise);
            edges += Vector.Sum(rowEdges);
            edgeBends += Vector.Sum(rowBends);
            edgeSlopes += Vector.Sum(rowSlopes);
            for (; x < width - 1; x++)
            {
                float sides = here[x - 1] + here[x + 1] + above[x] + below[x];
                float corners = above[x - 1] + above[x + 1] + below[x - 1] + below[x + 1];
                float laplacian = sides - (4 * here[x]);
                float horizontal = above[x + 1] - above[x - 1] + (2 * (here[x + 1] - here[x - 1])) + below[x + 1] - below[x - 1];
                float vertical = below[x - 1] - above[x - 1] + (2 * (below[x] - above[x])) + below[x + 1] - above[x + 1];
                sum += laplacian;
                squares += laplacian * laplacian;
                noise += Math.Abs(corners - (2 * sides) + (4 * here[x]));
                float gradient = (horizontal * horizontal) + (vertical * vertical);
                if (gradient <= EdgeSquare)
                    continue;
                edges++;
                edgeBends += laplacian * laplacian;
                edgeSlopes += gradient;
            }
        }

        double n = (double)(width - 2) * (height - 2);
        double mean = sum / n;
        return new Detail(Math.Max(0, (squares / n) - (mean * mean)), Math.Sqrt(Math.PI / 2) * noise / (6 * n), edges / n, edges == 0 ? 0 : edgeBends * 16 / edgeSlopes);
    }

    private static (Vector<float> Laplacian, Vector<float> Noise, Vector<float> Gradient) Apply(
        Vector<float> nw, Vector<float> n, Vector<float> ne,
        Vector<float> w, Vector<float> centre, Vector<float> e,
        Vector<float> sw, Vector<float> s, Vector<float> se)
    {
        Vector<float> sides = w + e + n + s;
        Vector<float> centre4 = centre * 4;
        Vector<float> horizontal = ne - nw + ((e - w) * 2) + se - sw;
        Vector<float> vertical = sw - nw + ((s - n) * 2) + se - ne;
        return (sides - centre4, nw + ne + sw + se - (sides * 2) + centre4, (horizontal * horizontal) + (vertical * vertical));
    }

    private static Vector<float> At(ReadOnlySpan<float> row, int x)
        => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)x);
}
