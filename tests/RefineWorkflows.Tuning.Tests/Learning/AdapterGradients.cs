using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Learning.Networks;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Tests.Learning;

public sealed class AdapterGradients
{
    private const int Features = 5, Hidden = 4, Rank = 2;

    private static readonly AdapterShape Shape = new(Features, Hidden, Rank);

    private static readonly TasteBase Frozen = new(
        "some",
        new double[Features],
        [.. Enumerable.Repeat(1.0, Features)],
        SomeTaste.Numbers(Hidden * Features, 3, "weights", 0),
        SomeTaste.Numbers(Hidden, 3, "bias", 0),
        SomeTaste.Numbers(Hidden, 3, "readout", 0));

    [Theory]
    [MemberData(nameof(Losses.PairLosses.Combinations), MemberType = typeof(Losses.PairLosses))]
    public void They_are_those_of_finite_differences(PreferenceLoss kind, TieModel ties)
    {
        TrainingSettings settings = Losses.PairLosses.Settings(kind, ties);
        var loss = new PairLoss(kind, ties, settings.Beta, settings.Epsilon);
        double[] adapter = [.. SomeTaste.Numbers(Shape.Length - 1, 4, "adapter", 0).Select(number => 0.3 * number), -0.6];
        foreach (PairOutcome outcome in Enum.GetValues<PairOutcome>())
        {
            double[] gradient = Gradient(loss, settings.Beta, adapter, outcome);
            for (int at = 0; at < adapter.Length; at++)
            {
                const double step = 1e-6;
                double[] more = [.. adapter], less = [.. adapter];
                (more[at], less[at]) = (more[at] + step, less[at] - step);
                double expected = (Cost(loss, settings.Beta, more, outcome) - Cost(loss, settings.Beta, less, outcome)) / (2 * step);
                Assert.True(Math.Abs(gradient[at] - expected) <= 1e-5 * Math.Max(1e-2, Math.Abs(expected)), $"{kind} {ties} {outcome}, number {at}: {gradient[at]} is not {expected}");
            }
        }
    }

    [Fact]
    public void The_first_step_moves_up_but_not_down()
    {
        double[] adapter = new double[Shape.Length];
        SomeTaste.Numbers(Rank * Features, 4, "adapter", 0).CopyTo(Shape.Down(adapter));

        double[] gradient = Gradient(new PairLoss(PreferenceLoss.Sigmoid, TieModel.Half, 0.1, 0), 0.1, adapter, PairOutcome.A);

        Assert.All(Shape.Down(gradient).ToArray(), number => Assert.Equal(0, number));
        Assert.All(Shape.Up(gradient).ToArray(), number => Assert.NotEqual(0, number));
    }

    private static (TasteItem A, TasteItem B) Items() => (TasteItem.Of(Frozen, SomeTaste.Numbers(Features, 5, "a", 0)), TasteItem.Of(Frozen, SomeTaste.Numbers(Features, 5, "b", 0)));

    private static double Cost(PairLoss loss, double beta, double[] adapter, PairOutcome outcome)
    {
        (TasteItem a, TasteItem b) = Items();
        var pass = new AdapterPass(Frozen, Shape, 3, learnsReadout: true);
        return loss.Of(beta * (pass.Forward(adapter, a) - a.BaseScore - (pass.Forward(adapter, b) - b.BaseScore)), outcome, adapter[^1]).Loss;
    }

    private static double[] Gradient(PairLoss loss, double beta, double[] adapter, PairOutcome outcome)
    {
        (TasteItem a, TasteItem b) = Items();
        var (passA, passB) = (new AdapterPass(Frozen, Shape, 3, learnsReadout: true), new AdapterPass(Frozen, Shape, 3, learnsReadout: true));
        PairTerm term = loss.Of(beta * (passA.Forward(adapter, a) - a.BaseScore - (passB.Forward(adapter, b) - b.BaseScore)), outcome, adapter[^1]);
        double[] gradient = new double[Shape.Length];
        passA.Backward(adapter, a, beta * term.ByZ, gradient);
        passB.Backward(adapter, b, -beta * term.ByZ, gradient);
        gradient[^1] = term.ByTie;
        return gradient;
    }
}
