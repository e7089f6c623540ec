using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>
/// The frozen network under every adapter: h₀ = tanh(W₀φ + b₀), f₀ = u·h₀, with φ the standardised features. It is shared
/// and never changes; an adapter belongs to the one that it was trained on.
/// </summary>
public sealed class TasteBase
{
    private readonly double[] _mean, _deviation, _weights, _bias, _readout;

    /// <summary>Takes the arrays over.</summary>
    /// <param name="id">What it is called.</param>
    /// <param name="mean">Mean of each feature, d.</param>
    /// <param name="deviation">Standard deviation of each feature, d, above 0.</param>
    /// <param name="weights">W₀, row after row: m × d.</param>
    /// <param name="bias">b₀, m.</param>
    /// <param name="readout">u, m.</param>
    /// <exception cref="LearningException">The lengths do not fit.</exception>
    public TasteBase(string id, double[] mean, double[] deviation, double[] weights, double[] bias, double[] readout)
    {
        if (mean.Length != deviation.Length || bias.Length != readout.Length || weights.Length != mean.Length * bias.Length || mean.Length == 0 || bias.Length == 0)
            throw new LearningException($"The base {id} has {weights.Length} weights, {mean.Length} means, {deviation.Length} deviations, {bias.Length} biases and {readout.Length} readouts, which fit no network.");
        (Id, _mean, _deviation, _weights, _bias, _readout) = (id, mean, deviation, weights, bias, readout);
    }

    public string Id { get; }

    /// <summary>d.</summary>
    public int Features => _mean.Length;

    /// <summary>m.</summary>
    public int Hidden => _bias.Length;

    /// <summary>Hash over all its numbers, 64 lower-case hexadecimal digits.</summary>
    public string Sha256
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (double[] part in (double[][])[_mean, _deviation, _weights, _bias, _readout])
                hash.AppendData(MemoryMarshal.AsBytes<double>(part));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    internal ReadOnlySpan<double> Mean => _mean;

    internal ReadOnlySpan<double> Deviation => _deviation;

    internal ReadOnlySpan<double> Weights => _weights;

    internal ReadOnlySpan<double> Bias => _bias;

    /// <summary>u.</summary>
    internal ReadOnlySpan<double> Readout => _readout;

    /// <summary>φ: each feature minus its mean, divided by its deviation, cut at ±5 so that one strange number moves no verdict alone.</summary>
    internal double[] Standardise(IReadOnlyList<double> features)
    {
        var standard = new double[Features];
        for (int at = 0; at < standard.Length; at++)
            standard[at] = Math.Clamp((features[at] - _mean[at]) / _deviation[at], -5, 5);
        return standard;
    }

    /// <summary>W₀φ + b₀.</summary>
    internal double[] Before(ReadOnlySpan<double> standard)
    {
        var before = new double[Hidden];
        for (int row = 0; row < before.Length; row++)
            before[row] = _bias[row] + Rows.Dot(_weights.AsSpan(row * Features, Features), standard);
        return before;
    }

    /// <summary>f₀ from W₀φ + b₀.</summary>
    internal double Score(ReadOnlySpan<double> before)
    {
        var hidden = new double[before.Length];
        TensorPrimitives.Tanh(before, hidden);
        return Rows.Dot(_readout, hidden);
    }
}
