using System.Globalization;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>How well a picture fulfils a goal, wish by wish.</summary>
internal sealed class Appraisal
{
    /// <summary>Below this share of the picture nothing can be called a subject.</summary>
    private const double SmallestSubject = 0.01;
    private readonly ImageMeasures measures;

    public Appraisal(ImageMeasures measures, IReadOnlyList<Wish> wishes)
    {
        this.measures = measures;
        HasSubject = measures.SubjectCount > 0 && measures.SubjectArea >= SmallestSubject;
        double fulfilled = wishes.Sum(wish => wish.Weight * wish.Closeness(measures)) / wishes.Sum(wish => wish.Weight);
        Score = HasSubject ? Math.Round(1 + (9 * fulfilled), 1) : 1;
        WeakestFirst = [.. wishes.OrderByDescending(wish => wish.Weight * (1 - wish.Closeness(measures)))];
    }

    /// <summary>Whether anything stands out: without it a picture is worth 1, whatever else is good.</summary>
    public bool HasSubject { get; }

    /// <summary>From 1 to 10, one decimal.</summary>
    public double Score { get; }

    /// <summary>The wishes, the one that costs most first.</summary>
    public IReadOnlyList<Wish> WeakestFirst { get; }

    /// <summary>What to say next, the most promising first: for every wish that is not fulfilled its phrases in order.</summary>
    public IEnumerable<string> Phrases()
    {
        if (!HasSubject)
            return ["close-up", "centred", "simple background", "bright light"];
        IReadOnlyList<string>[] lists = [.. WeakestFirst.Select(wish => wish.Phrases(measures)).Where(list => list.Count > 0)];
        // First the best phrase of each wish, then the second best of each, and so on.
        return Enumerable.Range(0, lists.Length == 0 ? 0 : lists.Max(list => list.Count)).SelectMany(rank => lists.Where(list => rank < list.Count).Select(list => list[rank])).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The measures behind the score, for people.</summary>
    public string Explain()
    {
        if (!HasSubject)
            return "nothing stands out from the background";
        IEnumerable<string> parts = WeakestFirst.Select(wish => string.Create(CultureInfo.InvariantCulture, $"{wish.Name} {wish.Of(measures):0.00} ({Side(wish.Aim)} {wish.Target:0.00})"));
        return $"{string.Join(", ", parts)}; weakest: {WeakestFirst[0].Name}";
    }

    private static string Side(Aim aim) => aim switch
    {
        Aim.AtLeast => "at least",
        Aim.AtMost => "at most",
        _ => "near",
    };
}
