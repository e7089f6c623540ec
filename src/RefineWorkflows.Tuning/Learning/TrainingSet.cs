using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Tuning.Features;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>What there is to learn from. The order of the pairs matters (minibatches are drawn by place) and is kept.</summary>
/// <param name="Features">What the numbers of every pair mean.</param>
/// <param name="Pairs">The pairs, oldest first.</param>
public sealed record TrainingSet(FeatureSpec Features, IReadOnlyList<TrainingPair> Pairs)
{
    /// <summary>Hash over everything that training sees, 64 lower-case hexadecimal digits.</summary>
    public string Sha256
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(Features.Sha256));
            foreach (TrainingPair pair in Pairs)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{pair.Id}\0{pair.Group}\0{pair.Outcome}\0{pair.Weight:R}\0{pair.Source}\0{pair.At.UtcTicks}\0")));
                hash.AppendData(MemoryMarshal.AsBytes<double>(pair.A.ToArray()));
                hash.AppendData(MemoryMarshal.AsBytes<double>(pair.B.ToArray()));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
