namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Noise that is a function of the place alone, so that it is the same wherever and in whatever order it is computed.</summary>
internal static class Grain
{
    /// <summary>White noise in [0, 1).</summary>
    public static double At(ulong seed, int x, int y)
    {
        uint hash = ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ (uint)seed ^ (uint)(seed >> 32);
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39u;
        return (hash >> 8) * (1.0 / (1 << 24));
    }

    /// <summary>Clouds in [0, 1): white noise on a lattice of this cell size, joined smoothly.</summary>
    public static double Smooth(ulong seed, double x, double y, double cell)
    {
        double u = x / cell;
        double v = y / cell;
        int left = (int)Math.Floor(u);
        int top = (int)Math.Floor(v);
        double across = Ease(u - left);
        double down = Ease(v - top);
        double upper = Mix(At(seed, left, top), At(seed, left + 1, top), across);
        double lower = Mix(At(seed, left, top + 1), At(seed, left + 1, top + 1), across);
        return Mix(upper, lower, down);
    }

    /// <summary>Clouds with detail in [0, 1): three lattices, each half as coarse and half as strong as the one before.</summary>
    public static double Rough(ulong seed, double x, double y, double cell)
        => ((4 * Smooth(seed, x, y, cell)) + (2 * Smooth(seed + 1, x, y, cell / 2)) + Smooth(seed + 2, x, y, cell / 4)) / 7;

    private static double Ease(double share) => share * share * (3 - (2 * share));

    private static double Mix(double from, double to, double share) => from + ((to - from) * share);
}
