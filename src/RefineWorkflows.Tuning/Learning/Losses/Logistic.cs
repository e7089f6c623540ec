namespace RefineWorkflows.Tuning.Learning.Losses;

/// <summary>The logistic function without overflow.</summary>
internal static class Logistic
{
    /// <summary>σ(x).</summary>
    public static double Of(double x)
    {
        if (x >= 0)
            return 1 / (1 + Math.Exp(-x));
        double power = Math.Exp(x);
        return power / (1 + power);
    }

    /// <summary>log σ(x).</summary>
    public static double Log(double x) => Math.Min(x, 0) - Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>KL of a choice of two whose log-odds are <paramref name="gap"/> from one whose log-odds are <paramref name="reference"/>, in nats.</summary>
    public static double Kl(double gap, double reference)
        => (Of(gap) * (Log(gap) - Log(reference))) + (Of(-gap) * (Log(-gap) - Log(-reference)));

    // log(1 + y) for y in [0, 1], without loss near 0 (Kahan).
    private static double Log1p(double y)
    {
        double sum = 1 + y;
        return sum == 1 ? y : Math.Log(sum) * y / (sum - 1);
    }
}
