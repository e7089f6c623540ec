using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning.Losses;

/// <summary>The cost of a pair for each loss and tie model, with its derivatives in closed form. Stable for any finite z.</summary>
/// <param name="Loss">What a decisive pair costs.</param>
/// <param name="TieModel">What a tie costs, and how ties in the data bear on decisive pairs.</param>
/// <param name="Beta">β, above 0; only <see cref="PreferenceLoss.Ipo"/> needs it apart from z.</param>
/// <param name="Epsilon">The believed share of flipped votes, in [0, 0.5); only of cdpo and robust.</param>
public sealed record PairLoss(PreferenceLoss Loss, TieModel TieModel, double Beta, double Epsilon)
{
    /// <summary>What this pair costs.</summary>
    /// <param name="z">β times the gap of A over B.</param>
    /// <param name="outcome">What was chosen.</param>
    /// <param name="logTie">Logarithm of ν (Davidson) or η (Rao–Kupper); −∞ when no tie is possible.</param>
    public PairTerm Of(double z, PairOutcome outcome, double logTie) => outcome switch
    {
        PairOutcome.A => Decisive(z, logTie),
        PairOutcome.B => Decisive(-z, logTie).Swapped,
        _ => Tie(z, logTie),
    };

    private PairTerm Decisive(double z, double logTie)
    {
        switch (Loss)
        {
            case PreferenceLoss.Hinge:
                return z < 1 ? new PairTerm(1 - z, -1, 0) : default;
            case PreferenceLoss.Ipo:
                double off = (z / Beta) - (1 / (2 * Beta));
                return new PairTerm(off * off, 2 * off / Beta, 0);
            case PreferenceLoss.Cdpo:
                return PairTerm.Mix(1 - Epsilon, Win(z, logTie), Epsilon, Win(-z, logTie).Swapped);
            case PreferenceLoss.Robust:
                double share = 1 / (1 - (2 * Epsilon));
                return PairTerm.Mix((1 - Epsilon) * share, Win(z, logTie), -Epsilon * share, Win(-z, logTie).Swapped);
            default:
                return Win(z, logTie);
        }
    }

    private PairTerm Tie(double z, double logTie)
    {
        if (TieModel == TieModel.Drop)
            return default;
        if (TieModel == TieModel.Half || double.IsNegativeInfinity(logTie))
            return PairTerm.Mix(0.5, Decisive(z, logTie), 0.5, Decisive(-z, logTie).Swapped);
        if (TieModel == TieModel.Davidson)
        {
            (double logZ, double half, double tie) = DavidsonShares(z, logTie);
            return new PairTerm(logZ - logTie, half, tie - 1);
        }

        double eta = Math.Exp(logTie);
        (double below, double above) = (Logistic.Of(eta - z), Logistic.Of(eta + z));
        // θ² − 1 = e^{2η} − 1, written so that neither a small nor a large η loses digits.
        double log = (2 * eta) + Math.Log(-Expm1(-2 * eta));
        double slope = -2 / -Expm1(-2 * eta);
        return new PairTerm(-log - Logistic.Log(z - eta) - Logistic.Log(-z - eta), above - below, eta * (slope + below + above));
    }

    /// <summary>−log P(A wins).</summary>
    private PairTerm Win(double z, double logTie)
    {
        if (double.IsNegativeInfinity(logTie) || TieModel is TieModel.Half or TieModel.Drop)
            return new PairTerm(-Logistic.Log(z), -Logistic.Of(-z), 0);
        if (TieModel == TieModel.Davidson)
        {
            (double logZ, double half, double tie) = DavidsonShares(z, logTie);
            return new PairTerm(logZ - (z / 2), half - 0.5, tie);
        }

        double eta = Math.Exp(logTie);
        double pull = Logistic.Of(eta - z);
        return new PairTerm(-Logistic.Log(z - eta), -pull, eta * pull);
    }

    // The logarithm of Z, (P_a − P_b)/2, and P_tie.
    private static (double LogZ, double Half, double Tie) DavidsonShares(double z, double logTie)
    {
        double most = Math.Max(Math.Abs(z) / 2, logTie);
        double logZ = most + Math.Log(Math.Exp((z / 2) - most) + Math.Exp((-z / 2) - most) + Math.Exp(logTie - most));
        return (logZ, (Math.Exp((z / 2) - logZ) - Math.Exp((-z / 2) - logZ)) / 2, Math.Exp(logTie - logZ));
    }

    // e^x − 1 without loss near 0 (Kahan).
    private static double Expm1(double x)
    {
        double power = Math.Exp(x);
        if (power == 1)
            return x;
        double less = power - 1;
        return less == -1 ? -1 : less * x / Math.Log(power);
    }
}
