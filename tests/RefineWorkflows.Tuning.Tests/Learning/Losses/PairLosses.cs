using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Tests.Learning.Losses;

public sealed class PairLosses
{
    public static TheoryData<PreferenceLoss, TieModel> Combinations
    {
        get
        {
            var all = new TheoryData<PreferenceLoss, TieModel>();
            foreach (PreferenceLoss loss in Enum.GetValues<PreferenceLoss>())
            {
                foreach (TieModel ties in Enum.GetValues<TieModel>())
                {
                    if (Settings(loss, ties).Problems().Count == 0)
                        all.Add(loss, ties);
                }
            }

            return all;
        }
    }

    [Theory]
    [InlineData(PreferenceLoss.Sigmoid, 0, 0.620957)]
    [InlineData(PreferenceLoss.SigmoidNorm, 0, 0.620957)]
    [InlineData(PreferenceLoss.Cdpo, 0.1, 0.635957)]
    [InlineData(PreferenceLoss.Robust, 0.1, 0.602207)]
    [InlineData(PreferenceLoss.Ipo, 0, 12.25)]
    [InlineData(PreferenceLoss.Hinge, 0, 0.85)]
    public void A_gap_of_one_and_a_half_costs_what_was_worked_out_by_hand(PreferenceLoss loss, double epsilon, double expected)
        => Assert.Equal(expected, new PairLoss(loss, TieModel.Half, 0.1, epsilon).Of(0.15, PairOutcome.A, double.NegativeInfinity).Loss, 6);

    [Theory]
    [InlineData(TieModel.RaoKupper, 0.405465108, 0.498634, 0.308858, 0.192509)]
    [InlineData(TieModel.Davidson, 0.5, 0.480842, 0.322318, 0.196840)]
    public void Tie_models_give_the_published_odds(TieModel model, double parameter, double a, double b, double tie)
    {
        (double A, double B, double Tie) odds = TieOdds.Of(model, 0.4, parameter);

        Assert.Equal((a, b, tie), (Math.Round(odds.A, 6), Math.Round(odds.B, 6), Math.Round(odds.Tie, 6)));
        var loss = new PairLoss(PreferenceLoss.Sigmoid, model, 1, 0);
        Assert.Equal(-Math.Log(odds.A), loss.Of(0.4, PairOutcome.A, Math.Log(parameter)).Loss, 10);
        Assert.Equal(-Math.Log(odds.B), loss.Of(0.4, PairOutcome.B, Math.Log(parameter)).Loss, 10);
        Assert.Equal(-Math.Log(odds.Tie), loss.Of(0.4, PairOutcome.Tie, Math.Log(parameter)).Loss, 10);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Derivatives_are_those_of_finite_differences(PreferenceLoss kind, TieModel ties)
    {
        PairLoss loss = Of(kind, ties);
        foreach (double z in (double[])[-3, -0.7, 0.01, 0.4, 2.5])
        {
            foreach (PairOutcome outcome in Enum.GetValues<PairOutcome>())
            {
                const double step = 1e-6, logTie = -0.6;
                PairTerm term = loss.Of(z, outcome, logTie);
                double byZ = (loss.Of(z + step, outcome, logTie).Loss - loss.Of(z - step, outcome, logTie).Loss) / (2 * step);
                double byTie = (loss.Of(z, outcome, logTie + step).Loss - loss.Of(z, outcome, logTie - step).Loss) / (2 * step);
                Assert.True(Math.Abs(term.ByZ - byZ) <= 1e-5 * Math.Max(1e-2, Math.Abs(byZ)), $"{kind} {ties} {outcome} at {z}: {term.ByZ} is not {byZ}");
                Assert.True(Math.Abs(term.ByTie - byTie) <= 1e-5 * Math.Max(1e-2, Math.Abs(byTie)), $"{kind} {ties} {outcome} at {z}: {term.ByTie} is not {byTie}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Swapping_chosen_and_rejected_flips_the_pull(PreferenceLoss kind, TieModel ties)
    {
        PairLoss loss = Of(kind, ties);
        PairTerm chosen = loss.Of(0.8, PairOutcome.A, -0.6), rejected = loss.Of(-0.8, PairOutcome.B, -0.6);

        Assert.Equal(chosen.Loss, rejected.Loss);
        Assert.Equal(chosen.ByZ, -rejected.ByZ);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Huge_margins_stay_finite(PreferenceLoss kind, TieModel ties)
    {
        foreach (double z in (double[])[-1e6, -800, 800, 1e6])
        {
            foreach (PairOutcome outcome in Enum.GetValues<PairOutcome>())
            {
                PairTerm term = Of(kind, ties).Of(z, outcome, -0.6);
                Assert.True(double.IsFinite(term.Loss) && double.IsFinite(term.ByZ) && double.IsFinite(term.ByTie), $"{kind} {ties} {outcome} at {z}: {term}");
            }
        }
    }

    [Fact]
    public void At_the_reference_a_decisive_pair_costs_the_logarithm_of_two()
        => Assert.Equal(Math.Log(2), new PairLoss(PreferenceLoss.Sigmoid, TieModel.Drop, 0.1, 0).Of(0, PairOutcome.A, double.NegativeInfinity).Loss, 12);

    [Theory]
    [InlineData(PreferenceLoss.Sigmoid, TieModel.Davidson, 0.05, "epsilon")]
    [InlineData(PreferenceLoss.Ipo, TieModel.Davidson, 0, "likelihood")]
    [InlineData(PreferenceLoss.Hinge, TieModel.RaoKupper, 0, "likelihood")]
    [InlineData(PreferenceLoss.Robust, TieModel.Half, 0.5, "epsilon")]
    public void Settings_that_contradict_each_other_are_refused(PreferenceLoss loss, TieModel ties, double epsilon, string about)
        => Assert.Contains(about, Assert.Single(new TrainingSettings { Loss = loss, TieModel = ties, Epsilon = epsilon }.Problems()), StringComparison.Ordinal);

    internal static TrainingSettings Settings(PreferenceLoss loss, TieModel ties) => new() { Loss = loss, TieModel = ties, Epsilon = Epsilon(loss), Beta = 0.5 };

    private static double Epsilon(PreferenceLoss loss) => loss is PreferenceLoss.Cdpo or PreferenceLoss.Robust ? 0.1 : 0;

    private static PairLoss Of(PreferenceLoss loss, TieModel ties) => new(loss, ties, 0.5, Epsilon(loss));
}
