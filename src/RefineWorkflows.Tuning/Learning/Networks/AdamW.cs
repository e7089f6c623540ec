namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>AdamW (Loshchilov and Hutter 2019): β₁ 0.9, β₂ 0.999, ε 1e−8, decay apart from the gradient. Its two moments and its count are all of its state.</summary>
internal sealed class AdamW(int length)
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Tiny = 1e-8;

    public double[] First { get; } = new double[length];

    public double[] Second { get; } = new double[length];

    public long Count { get; set; }

    /// <param name="numbers">What is moved.</param>
    /// <param name="gradient">Where it shall not go.</param>
    /// <param name="rate">The step.</param>
    /// <param name="decay">The decoupled decay.</param>
    /// <param name="decaying">How many of the numbers, from the first, decay.</param>
    public void Step(double[] numbers, double[] gradient, double rate, double decay, int decaying)
    {
        Count++;
        double firstCorrection = 1 - Math.Pow(FirstDecay, Count), secondCorrection = 1 - Math.Pow(SecondDecay, Count);
        for (int at = 0; at < numbers.Length; at++)
        {
            double slope = gradient[at];
            First[at] += (1 - FirstDecay) * (slope - First[at]);
            Second[at] += (1 - SecondDecay) * ((slope * slope) - Second[at]);
            if (at < decaying)
                numbers[at] -= rate * decay * numbers[at];
            numbers[at] -= rate * (First[at] / firstCorrection) / (Math.Sqrt(Second[at] / secondCorrection) + Tiny);
        }
    }

    public void Clear()
    {
        Array.Clear(First);
        Array.Clear(Second);
        Count = 0;
    }
}
