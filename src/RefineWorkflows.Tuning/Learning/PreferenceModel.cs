using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Learning.Networks;
using RefineWorkflows.Tuning.Learning.Serving;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>Predicts what a user prefers. Never changes; any number of threads may ask.</summary>
public sealed class PreferenceModel
{
    private const int FewestReferences = 20, PathSteps = 16;

    private readonly TrainedModel _trained;
    private readonly (double Score, double[] Hidden)[] _references;

    private PreferenceModel(TrainedModel trained)
    {
        _trained = trained;
        int count = trained.Base.Features;
        _references = [.. Enumerable.Range(0, trained.Reference.Length / count).Select(at => See(new ArraySegment<double>(trained.Reference, at * count, count)))];
    }

    /// <summary>What is asked with.</summary>
    public FeatureSpec Features => _trained.Features;

    /// <summary>What it serves.</summary>
    public TrainedModel Trained => _trained;

    public static PreferenceModel Of(TrainedModel trained)
    {
        ArgumentNullException.ThrowIfNull(trained);
        return new PreferenceModel(trained);
    }

    /// <summary>f_θ, base and adapter: of pictures of one prompt the higher is preferred. It has no unit.</summary>
    /// <exception cref="LearningException">Another number of features, as with all that follow.</exception>
    public double Score(IReadOnlyList<double> features) => See(features).Score;

    /// <summary>f₀, the base alone: what was thought before anybody voted.</summary>
    public double BaseScore(IReadOnlyList<double> features) => TasteItem.Of(_trained.Base, Check(features)).BaseScore;

    /// <summary>Which of two pictures of one prompt is chosen. Exchanging the sides exchanges the answer.</summary>
    public PairOdds Compare(IReadOnlyList<double> a, IReadOnlyList<double> b) => Compare(See(a), See(b));

    /// <summary>How a picture fits the taste, see <see cref="ItemScore"/>; null while fewer than 20 judged pictures are there to compare it with.</summary>
    public ItemScore? Item(IReadOnlyList<double> features)
    {
        if (_references.Length < FewestReferences)
            return null;
        (double Score, double[] Hidden) item = See(features);
        PairOdds[] odds = [.. _references.Select(reference => Compare(item, reference))];
        return new ItemScore(odds.Average(one => one.A + (one.Tie / 2)), odds.Average(one => one.Deviation), odds.Average(one => one.Confidence));
    }

    /// <summary>Which features moved the comparison, strongest first (integrated gradients from B to A, Sundararajan et al. 2017). Features that are equal are left out.</summary>
    public IReadOnlyList<FeatureEffect> Explain(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        (double[] to, double[] from) = (_trained.Base.Standardise(Check(a)), _trained.Base.Standardise(Check(b)));
        AdapterPass pass = Pass();
        var slopes = new double[to.Length];
        for (int step = 0; step < PathSteps; step++)
        {
            double share = (step + 0.5) / PathSteps;
            double[] point = [.. from.Zip(to, (start, end) => start + (share * (end - start)))];
            pass.Forward(_trained.Adapter, new TasteItem(point, _trained.Base.Before(point), 0));
            Rows.AddScaled(pass.Slope(_trained.Adapter), 1.0 / PathSteps, slopes);
        }

        return
        [
            .. Enumerable.Range(0, to.Length)
                .Where(at => a[at] != b[at])
                .Select(at => new FeatureEffect(Features.Names[at], _trained.Slope * _trained.Settings.Beta * slopes[at] * (to[at] - from[at]), a[at], b[at]))
                .OrderByDescending(effect => Math.Abs(effect.Effect)),
        ];
    }

    /// <summary>
    /// The taste along the four axes of VisionReward: the score that a picture would have that is like this one in the features of
    /// an axis and like the middle of what its user judged in all others. Empty while <see cref="Item"/> is null.
    /// </summary>
    public IReadOnlyList<AxisReading> Axes(IReadOnlyList<double> features)
    {
        Check(features);
        if (_references.Length < FewestReferences)
            return [];
        double[] middle = [.. Enumerable.Range(0, features.Count).Select(at => Enumerable.Range(0, _references.Length).Average(row => _trained.Reference[(row * features.Count) + at]))];
        var readings = new List<AxisReading>();
        foreach (RewardAxis axis in Enum.GetValues<RewardAxis>())
        {
            bool[] belongs = [.. Features.Names.Select(name => FeatureAxes.Of(name) == axis)];
            double[] like = [.. middle.Select((value, at) => belongs[at] ? features[at] : value)];
            string reason = Explain(like, middle) is [var most, ..] ? $"mostly {most.Name}" : "nothing that was judged differs here";
            readings.Add(new AxisReading(axis, Item(like)!.Value, reason));
        }

        return readings;
    }

    internal PairOdds Odds(double scoreA, double scoreB, double deviation)
    {
        double d = _trained.Slope * _trained.Settings.Beta * (scoreA - scoreB);
        (double a, double b, double tie) = TieOdds.Of(_trained.Settings.TieModel, d, _trained.TieParameter);
        // How A's probability moves with the log-odds, times how far those may be off.
        double moved = TieOdds.Of(_trained.Settings.TieModel, d + 1e-4, _trained.TieParameter).A - a;
        return new PairOdds(a, b, tie, Math.Min(1, Math.Abs(moved / 1e-4) * deviation));
    }

    /// <summary>Variance of the log-odds of A against B by what the votes leave open.</summary>
    internal double Variance(IReadOnlyList<double> a, IReadOnlyList<double> b) => Variance(See(a), See(b));

    private PairOdds Compare((double Score, double[] Hidden) a, (double Score, double[] Hidden) b)
        => Odds(a.Score, b.Score, Math.Sqrt(Variance(a, b)));

    private double Variance((double Score, double[] Hidden) a, (double Score, double[] Hidden) b)
    {
        double[] gap = [.. a.Hidden.Zip(b.Hidden, (one, other) => one - other)];
        double unit = _trained.Slope * _trained.Settings.Beta;
        return unit * unit * Math.Max(0, ReadoutPosterior.Variance(_trained.Posterior, gap));
    }

    private (double Score, double[] Hidden) See(IReadOnlyList<double> features)
    {
        AdapterPass pass = Pass();
        double score = pass.Forward(_trained.Adapter, TasteItem.Of(_trained.Base, Check(features)));
        return (score, pass.Hidden.ToArray());
    }

    private AdapterPass Pass() => new(_trained.Base, _trained.Shape, _trained.Settings.Alpha, _trained.Settings.Readout);

    private IReadOnlyList<double> Check(IReadOnlyList<double> features)
        => features.Count == Features.Count ? features : throw new LearningException($"{features.Count} features were given to a model of {Features.Count}; extract them with version {Features.Version}.");
}
