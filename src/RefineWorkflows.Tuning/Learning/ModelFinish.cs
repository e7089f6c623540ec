using RefineWorkflows.Tuning.Learning.Data;
using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Learning.Networks;
using RefineWorkflows.Tuning.Learning.Serving;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>What is worked out once a training is over: calibration, uncertainty, reference items and the final metrics.</summary>
internal sealed class ModelFinish(TrainingSet set, TrainingSettings settings, TasteBase frozen, AdapterShape shape, LearningPair[] pairs, IReadOnlyList<(int Place, int Fold)> evidence, TrainingState state)
{
    private const int References = 50;

    public TrainedModel Model()
    {
        double[] adapter = StartingPoint.Single(state.Adapter);
        AdapterShape.LogTie(adapter) = state.Adapter[^1];
        int[] held = [.. evidence.Select(one => one.Place).Order()];
        double tie = Math.Exp(AdapterShape.LogTie(adapter));
        (double slope, tie) = Calibrate(held, tie);
        Dictionary<int, (double A, double B)> said = Evidence(slope, tie);
        var pass = new AdapterPass(frozen, shape, settings.Alpha, settings.Readout);
        (string[] names, double[] reference) = Reference();
        return new TrainedModel
        {
            Features = set.Features,
            Settings = settings,
            Base = frozen,
            TieParameter = tie,
            Slope = slope,
            Pairs = pairs.Length,
            Ties = pairs.Count(pair => pair.Outcome == PairOutcome.Tie),
            FirstPair = set.Pairs[0].Id,
            LastPair = set.Pairs[^1].Id,
            DataSha256 = set.Sha256,
            HeldOut = [.. held.Select(place => new HeldOutPair(pairs[place].Pair.Id, (float)said[place].A, (float)said[place].B))],
            HoldoutIds = settings.Refit || pairs.Length < settings.CrossValidateBelow ? [] : [.. held.Select(place => pairs[place].Pair.Id)],
            Train = Metrics(Enumerable.Range(0, pairs.Length), place => (pass.Forward(adapter, pairs[place].A), pass.Forward(adapter, pairs[place].B)), slope, tie),
            Holdout = Metrics(held, place => said[place], slope, tie),
            EpochsRun = state.EpochsRun,
            BestEpoch = state.Epoch,
            Overfitted = state.Overfitted,
            ReferenceItems = names,
            Adapter = adapter,
            Posterior = StartingPoint.Single(Posterior(pass, adapter, slope, tie)),
            Reference = reference,
        };
    }

    private (double Slope, double Tie) Calibrate(IEnumerable<int> places, double tie) => ScoreCalibration.Fit(
        settings.TieModel,
        [.. places.Select(place => settings.Beta * (state.Held[2 * place] - state.Held[(2 * place) + 1]))],
        [.. places.Select(place => pairs[place].Outcome)],
        tie);

    // Each fold by the slope that the others fit, since the finished model's has seen its outcomes: scaled so that with that slope the odds are theirs.
    private Dictionary<int, (double A, double B)> Evidence(double slope, double tie)
    {
        var said = new Dictionary<int, (double A, double B)>();
        foreach (IGrouping<int, (int Place, int Fold)> own in evidence.GroupBy(one => one.Fold))
        {
            double scale = Calibrate(evidence.Where(one => one.Fold != own.Key).Select(one => one.Place), tie).Slope / slope;
            foreach ((int place, _) in own)
                said[place] = (scale * state.Held[2 * place], scale * state.Held[(2 * place) + 1]);
        }

        return said;
    }

    private double[] Posterior(AdapterPass pass, double[] adapter, double slope, double tie)
    {
        double unit = slope * settings.Beta;
        var (gaps, weights) = (new List<double[]>(), new List<double>());
        foreach (LearningPair pair in pairs)
        {
            double a = pass.Forward(adapter, pair.A);
            double[] gap = pass.Hidden.ToArray();
            double b = pass.Forward(adapter, pair.B);
            for (int at = 0; at < gap.Length; at++)
                gap[at] -= pass.Hidden[at];
            (double first, double second, _) = TieOdds.Of(settings.TieModel, unit * (a - b), tie);
            gaps.Add(gap);
            // Davidson's Fisher information of the log-odds; without ties it is p(1 − p).
            weights.Add(pair.Weight * (first + second - ((first - second) * (first - second))) / 4);
        }

        return ReadoutPosterior.Of(gaps, weights, unit);
    }

    // With the slope in it, so that calibration error and Brier score tell of what is served.
    private TrainingMetrics Metrics(IEnumerable<int> places, Func<int, (double A, double B)> scores, double slope, double tie)
    {
        var loss = new PairLoss(settings.Loss, settings.TieModel, settings.Beta, settings.Epsilon);
        var tally = new MetricsTally(settings.Beta * slope, settings.TieModel);
        double logTie = Math.Log(tie);
        foreach (int place in places)
        {
            LearningPair pair = pairs[place];
            (double a, double b) = scores(place);
            double cost = loss.Of(settings.Beta * (a - pair.A.BaseScore - (b - pair.B.BaseScore)), pair.Outcome, logTie).Loss;
            tally.Add(pair.Outcome, pair.Weight, cost, (a, b), (pair.A.BaseScore, pair.B.BaseScore), logTie);
        }

        return tally.Result();
    }

    private (string[] Names, double[] Features) Reference()
    {
        (string Name, IReadOnlyList<double> Features)[] items =
        [
            .. set.Pairs.Reverse()
                .SelectMany(pair => new[] { (Name: $"{pair.Id}:b", Features: pair.B), (Name: $"{pair.Id}:a", Features: pair.A) })
                .DistinctBy(item => string.Join(' ', item.Features))
                .Take(References),
        ];
        return ([.. items.Select(item => item.Name)], StartingPoint.Single([.. items.SelectMany(item => item.Features)]));
    }
}
