namespace RefineWorkflows.Tuning.Learning.Losses;

/// <summary>What one pair costs, and where it pulls.</summary>
/// <param name="Loss">The cost.</param>
/// <param name="ByZ">Its derivative by z.</param>
/// <param name="ByTie">Its derivative by the logarithm of the tie parameter; 0 where there is none.</param>
public readonly record struct PairTerm(double Loss, double ByZ, double ByTie)
{
    internal PairTerm Swapped => this with { ByZ = -ByZ };

    internal static PairTerm Mix(double share, PairTerm one, double other, PairTerm two)
        => new(share * one.Loss + other * two.Loss, share * one.ByZ + other * two.ByZ, share * one.ByTie + other * two.ByTie);
}
