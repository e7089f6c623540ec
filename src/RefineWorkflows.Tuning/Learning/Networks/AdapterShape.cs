namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>Where an adapter's numbers stand in one array: A (r × d), B (r × m: the transpose, so that its rows are contiguous), the readout's change c (m), the logarithm of the tie parameter (1).</summary>
internal sealed record AdapterShape(int Features, int Hidden, int Rank)
{
    public int Length => (Rank * (Features + Hidden)) + Hidden + 1;

    /// <summary>What decays: everything but the tie parameter.</summary>
    public int Decaying => Length - 1;

    public Span<double> Down(double[] numbers) => numbers.AsSpan(0, Rank * Features);

    public Span<double> Up(double[] numbers) => numbers.AsSpan(Rank * Features, Rank * Hidden);

    public Span<double> Readout(double[] numbers) => numbers.AsSpan(Rank * (Features + Hidden), Hidden);

    public static ref double LogTie(double[] numbers) => ref numbers[^1];
}
