namespace RefineWorkflows.Refinement;

/// <summary>
/// Luck that is drawn from (seed, purpose, position) and never carried in memory, so that a resumed run draws what
/// the first one would have drawn. The mixing function is SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014). Changing it changes every recorded run: its vectors are a test.
/// </summary>
public static class StableRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>64 evenly distributed bits for the <paramref name="position"/>-th draw of a purpose.</summary>
    public static ulong Bits(ulong seed, string purpose, long position)
        => Mix(Mix(seed ^ Hash(purpose)) + (GoldenGamma * unchecked((ulong)position + 1)));

    /// <summary>A number in [0, 1), with 53 random bits.</summary>
    public static double Unit(ulong seed, string purpose, long position)
        => (Bits(seed, purpose, position) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [0, <paramref name="limit"/>), without bias that matters for limits far below 2^32.</summary>
    public static int Below(int limit, ulong seed, string purpose, long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (int)(((UInt128)Bits(seed, purpose, position) * (uint)limit) >> 64);
    }

    /// <summary>FNV-1a over the UTF-16 code units: small, documented, and the same on every machine.</summary>
    public static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in text)
            hash = (hash ^ unit) * 1099511628211;
        return hash;
    }

    private static ulong Mix(ulong z)
    {
        z += GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
