using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Budgets;

/// <summary>What may be spent at most. Null where there is no cap.</summary>
/// <param name="Cost">Money, in the currency of the prices.</param>
/// <param name="Time">How long back ends may work, added up over the calls.</param>
/// <param name="Pictures">Pictures.</param>
public sealed record SpendingCaps(decimal? Cost = null, TimeSpan? Time = null, int? Pictures = null)
{
    public static SpendingCaps None { get; } = new();

    [JsonIgnore]
    public bool IsNone => this == None;

    /// <summary>What is wrong with them, in words; null when they can be used.</summary>
    public string? Problem()
    {
        if (Cost is <= 0)
            return FormattableString.Invariant($"The highest cost is {Cost}; allowed are amounts above 0.");
        if (Time is { } longest && longest < TimeSpan.FromSeconds(1))
            return $"The longest time is {longest}; allowed are times from 00:00:01.";
        return Pictures is < 1 ? FormattableString.Invariant($"The highest number of pictures is {Pictures}; allowed are 1 and more.") : null;
    }

    /// <summary>What keeps something more from being spent, in words; null when it fits.</summary>
    /// <param name="spent">What is spent, and what calls that are under way may still take.</param>
    /// <param name="more">What is to be spent. Its time is an expectation: some of it has to be left, and all of it where it is known.</param>
    public string? Refusal(Spending spent, Spending more)
    {
        if (more.Cost > 0 && spent.Cost + more.Cost > Cost)
            return FormattableString.Invariant($"{spent.Cost:0.####} of {Cost:0.####} are spent and the next call may take {more.Cost:0.####}");
        if (more.Pictures > 0 && spent.Pictures + more.Pictures > Pictures)
            return FormattableString.Invariant($"{spent.Pictures} of {Pictures} pictures are made");
        return Time is { } most && (spent.Time >= most || spent.Time + more.Time > most)
            ? FormattableString.Invariant($"back ends have worked {spent.Time.TotalSeconds:0.#} of {most.TotalSeconds:0.#} s and the next call takes about {more.Time.TotalSeconds:0.#} s")
            : null;
    }
}
