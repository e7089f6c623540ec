using RefineWorkflows.Refinement;

namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>Normally distributed luck (Box and Muller 1958), drawn by place.</summary>
internal static class Gaussian
{
    public static double At(ulong seed, string purpose, long position)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - StableRandom.Unit(seed, purpose, 2 * position)));
        return radius * Math.Cos(2 * Math.PI * StableRandom.Unit(seed, purpose, (2 * position) + 1));
    }

    public static double[] Many(int count, double deviation, ulong seed, string purpose)
    {
        var numbers = new double[count];
        for (int at = 0; at < count; at++)
            numbers[at] = deviation * At(seed, purpose, at);
        return numbers;
    }
}
