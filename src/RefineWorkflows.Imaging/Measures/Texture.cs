using System.Numerics;

namespace RefineWorkflows.Imaging.Measures;

/// <summary>What the 3×3 neighbourhoods of a brightness plane say: sharpness, noise, edges. One pass, vectorised.</summary>
/// <param name="LaplacianVariance">Variance of the 4-neighbour Laplacian (Pech-Pacheco 2000), in grey levels squared.</param>
/// <param name="NoiseDeviation">Standard deviation of noise by Immerkær (1996), in grey levels.</param>
/// <param name="EdgeShare">Share of pixels whose Sobel gradient reaches 24 grey levels a pixel.</param>
internal readonly record struct Texture(double LaplacianVariance, double NoiseDeviation, double EdgeShare)
{
    // Sobel's masks weigh a slope of one level a pixel with 8.
    private const float EdgeSquared = 24f * 8 * 24 * 8;

    /// <summary>Measures a plane of grey levels 0…255; one below 3×3 has no texture.</summary>
    internal static Texture Of(ReadOnlySpan<float> plane, int width, int height)
    {
        if (width < 3 || height < 3)
            return default;
        var (sum, squares, noise, edges) = (0.0, 0.0, 0.0, 0.0);
        for (var y = 1; y < height - 1; y++)
        {
            var above = plane.Slice((y - 1) * width, width);
            var row = plane.Slice(y * width, width);
            var below = plane.Slice((y + 1) * width, width);
            var (rowSum, rowSquares, rowNoise, rowEdges) = Row(above, row, below);
            sum += rowSum;
            squares += rowSquares;
            noise += rowNoise;
            edges += rowEdges;
        }

        var count = (width - 2.0) * (height - 2.0);
        var mean = sum / count;
        return new Texture(Math.Max(0, squares / count - mean * mean), Math.Sqrt(Math.PI / 2) / 6 * noise / count, edges / count);
    }

    private static (float Sum, float Squares, float Noise, float Edges) Row(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below)
    {
        var (sum, squares, noise, edges) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var last = row.Length - 1;
        var x = 1;
        for (; x <= last - Vector<float>.Count; x += Vector<float>.Count)
        {
            var (laplacian, grain, gradient) = Masks(
                At(above, x - 1), At(above, x), At(above, x + 1), At(row, x - 1), At(row, x), At(row, x + 1), At(below, x - 1), At(below, x), At(below, x + 1));
            sum += laplacian;
            squares += laplacian * laplacian;
            noise += Vector.Abs(grain);
            edges += Vector.ConditionalSelect(Vector.GreaterThanOrEqual(gradient, new Vector<float>(EdgeSquared)), Vector<float>.One, Vector<float>.Zero);
        }

        var total = (Sum: Vector.Sum(sum), Squares: Vector.Sum(squares), Noise: Vector.Sum(noise), Edges: Vector.Sum(edges));
        for (; x < last; x++)
        {
            var (laplacian, grain, gradient) = Masks(
                One(above[x - 1]), One(above[x]), One(above[x + 1]), One(row[x - 1]), One(row[x]), One(row[x + 1]), One(below[x - 1]), One(below[x]), One(below[x + 1]));
            total.Sum += laplacian[0];
            total.Squares += laplacian[0] * laplacian[0];
            total.Noise += Math.Abs(grain[0]);
            total.Edges += gradient[0] >= EdgeSquared ? 1 : 0;
        }

        return total;
    }

    // The nine neighbours by compass: the Laplacian, Immerkær's mask (difference of two Laplacians), the squared Sobel gradient.
    private static (Vector<float> Laplacian, Vector<float> Grain, Vector<float> Gradient) Masks(
        Vector<float> nw, Vector<float> n, Vector<float> ne, Vector<float> w, Vector<float> c, Vector<float> e, Vector<float> sw, Vector<float> s, Vector<float> se)
    {
        var cross = n + s + w + e;
        var corners = nw + ne + sw + se;
        var four = new Vector<float>(4);
        var across = ne + e + e + se - nw - w - w - sw;
        var down = sw + s + s + se - nw - n - n - ne;
        return (cross - four * c, corners - cross - cross + four * c, across * across + down * down);
    }

    private static Vector<float> At(ReadOnlySpan<float> row, int x) => new(row.Slice(x, Vector<float>.Count));

    private static Vector<float> One(float value) => new(value);
}
