using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>Sums up metrics pair by pair, in the order in which they come.</summary>
internal sealed class MetricsTally(double beta, TieModel tieModel)
{
    private const int Bins = 10;

    private readonly double[] _claimed = new double[Bins], _right = new double[Bins];
    private readonly int[] _inBin = new int[Bins];
    private int _pairs, _decisive, _ties;
    private double _loss, _weight, _chosen, _rejected, _strict, _half, _ranked, _kl, _tieLoss, _brier;

    /// <param name="outcome">What was chosen.</param>
    /// <param name="weight">How much the pair counts.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="scores">f of A and B.</param>
    /// <param name="reference">f₀ of A and B.</param>
    /// <param name="logTie">The tie parameter's logarithm.</param>
    public void Add(PairOutcome outcome, double weight, double loss, (double A, double B) scores, (double A, double B) reference, double logTie)
    {
        _pairs++;
        _loss += weight * loss;
        _weight += weight;
        _kl += Logistic.Kl(scores.A - scores.B, reference.A - reference.B);
        double d = beta * (scores.A - scores.B);
        (double a, double b, double tie) = TieOdds.Of(tieModel, d, Math.Exp(logTie));
        if (outcome == PairOutcome.Tie)
        {
            _ties++;
            _tieLoss -= Math.Log(Math.Max(tie, 1e-12));
            return;
        }

        _decisive++;
        bool first = outcome == PairOutcome.A;
        (double rewardA, double rewardB) = (beta * (scores.A - reference.A), beta * (scores.B - reference.B));
        (double chosen, double rejected) = first ? (rewardA, rewardB) : (rewardB, rewardA);
        (_chosen, _rejected) = (_chosen + chosen, _rejected + rejected);
        _strict += chosen > rejected ? 1 : 0;
        _half += chosen > rejected ? 1 : chosen == rejected ? 0.5 : 0;
        _ranked += d == 0 ? 0.5 : d > 0 == first ? 1 : 0;
        double p = (first ? a : b) / (a + b);
        _brier += (1 - p) * (1 - p);
        // By the side that is thought to win, so that which one is called A makes no difference.
        double favoured = Math.Max(p, 1 - p);
        int bin = Math.Min(Bins - 1, (int)(favoured * Bins));
        _inBin[bin]++;
        _claimed[bin] += favoured;
        _right[bin] += p == 0.5 ? 0.5 : p > 0.5 ? 1 : 0;
    }

    public TrainingMetrics Result()
    {
        double decisive = Math.Max(1, _decisive);
        double ece = 0;
        for (int bin = 0; bin < Bins; bin++)
            ece += Math.Abs(_claimed[bin] - _right[bin]) / decisive;
        return new TrainingMetrics(
            _pairs,
            _weight > 0 ? _loss / _weight : 0,
            _chosen / decisive,
            _rejected / decisive,
            (_chosen - _rejected) / decisive,
            _strict / decisive,
            _half / decisive,
            _ranked / decisive,
            _kl / Math.Max(1, _pairs),
            _ties > 0 ? _tieLoss / _ties : null,
            ece,
            _brier / decisive);
    }
}
