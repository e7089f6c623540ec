namespace RefineWorkflows.Tuning.Learning.Losses;

/// <summary>What a tie model makes of a difference.</summary>
public static class TieOdds
{
    /// <summary>The probabilities that A wins, that B wins, and that they tie; they add up to 1.</summary>
    /// <param name="model">The tie model; half and drop know no ties.</param>
    /// <param name="d">The difference, A over B, in units of the logistic function.</param>
    /// <param name="parameter">ν or η, at least 0; 0 is Bradley–Terry.</param>
    public static (double A, double B, double Tie) Of(TieModel model, double d, double parameter)
    {
        if (parameter <= 0 || model is TieModel.Half or TieModel.Drop)
            return (Logistic.Of(d), Logistic.Of(-d), 0);
        if (model == TieModel.RaoKupper)
        {
            (double a, double b) = (Logistic.Of(d - parameter), Logistic.Of(-d - parameter));
            return (a, b, Math.Max(0, 1 - a - b));
        }

        double most = Math.Max(Math.Abs(d) / 2, Math.Log(parameter));
        (double winA, double winB, double tie) = (Math.Exp((d / 2) - most), Math.Exp((-d / 2) - most), Math.Exp(Math.Log(parameter) - most));
        double all = winA + winB + tie;
        return (winA / all, winB / all, tie / all);
    }

    /// <summary>The parameter at which two that are equal tie with this probability: ν = 2t/(1−t), or η = log((1+t)/(1−t)).</summary>
    /// <param name="model">The tie model.</param>
    /// <param name="rate">The observed share of ties, in [0, 1).</param>
    public static double Initial(TieModel model, double rate) => model switch
    {
        TieModel.Davidson => 2 * rate / (1 - rate),
        TieModel.RaoKupper => Math.Log((1 + rate) / (1 - rate)),
        _ => 0,
    };
}
