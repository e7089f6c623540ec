using System.Numerics;
using System.Numerics.Tensors;

namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>Vector arithmetic whose results depend on the numbers alone: sums are taken in lanes from the first element on, wherever the array lies in memory.</summary>
internal static class Rows
{
    /// <summary>The inner product. <see cref="TensorPrimitives"/> would start its lanes at an aligned address, and so sum in another order from time to time.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int width = Vector<double>.Count, at = 0;
        Vector<double> first = Vector<double>.Zero, second = Vector<double>.Zero;
        for (; at <= a.Length - (2 * width); at += 2 * width)
        {
            first += new Vector<double>(a[at..]) * new Vector<double>(b[at..]);
            second += new Vector<double>(a[(at + width)..]) * new Vector<double>(b[(at + width)..]);
        }

        double sum = Vector.Sum(first + second);
        for (; at < a.Length; at++)
            sum += a[at] * b[at];
        return sum;
    }

    /// <summary>Adds <paramref name="factor"/> times a row to another.</summary>
    public static void AddScaled(ReadOnlySpan<double> row, double factor, Span<double> to) => TensorPrimitives.MultiplyAdd(row, factor, to, to);
}
