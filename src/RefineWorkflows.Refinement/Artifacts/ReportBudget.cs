using System.Globalization;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>What a run spent, and what it might have spent.</summary>
/// <param name="Currency">What the prices are in, as their owner calls it; empty when nobody says.</param>
/// <param name="Cost">Money. Calls whose end nobody knows count with what they may have cost.</param>
/// <param name="Seconds">How long back ends worked, added up over the calls.</param>
/// <param name="Pictures">Pictures that were ordered and not refused.</param>
/// <param name="Calls">Attempts, also ones that failed.</param>
/// <param name="Unknown">Attempts among them whose end nobody knows: their process died.</param>
/// <param name="MaxCost">The cap on money; null when there is none.</param>
/// <param name="MaxSeconds">The cap on time; null when there is none.</param>
/// <param name="MaxPictures">The cap on pictures; null when there is none.</param>
/// <param name="BackEnds">The same for each back end.</param>
public sealed record ReportBudget(
    string Currency,
    decimal Cost,
    double Seconds,
    int Pictures,
    int Calls,
    int Unknown,
    decimal? MaxCost,
    double? MaxSeconds,
    int? MaxPictures,
    IReadOnlyList<BackEndBill> BackEnds)
{
    [JsonIgnore]
    public bool IsCapped => MaxCost is not null || MaxSeconds is not null || MaxPictures is not null;

    /// <summary>Adds up the attempts of a run.</summary>
    public static ReportBudget Of(IReadOnlyList<LedgerRow> rows, SpendingCaps caps, string currency)
    {
        BackEndBill[] bills = [.. rows.GroupBy(row => row.BackEnd).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => BackEndBill.Of(group.Key, [.. group]))];
        return new ReportBudget(
            currency,
            bills.Sum(one => one.Cost),
            Math.Round(bills.Sum(one => one.Seconds), 3),
            bills.Sum(one => one.Pictures),
            bills.Sum(one => one.Calls),
            rows.Count(row => row.Taken is null),
            caps.Cost,
            caps.Time?.TotalSeconds,
            caps.Pictures,
            bills);
    }

    /// <summary>What was spent, in one line.</summary>
    public string InWords()
    {
        string money = Cost > 0 || MaxCost is not null ? string.Create(CultureInfo.InvariantCulture, $", {Cost:0.####}{Unit}") : "";
        string unknown = Unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({Unknown} of them unfinished, counted with the most they may take)") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Pictures} {(Pictures == 1 ? "picture" : "pictures")}, {Seconds:0.#} s of back ends{money} in {Calls} {(Calls == 1 ? "call" : "calls")}{unknown}");
    }

    /// <summary>The caps, in one line; null when there are none.</summary>
    public string? CapsInWords()
    {
        List<string> caps = [];
        if (MaxPictures is { } pictures)
            caps.Add(string.Create(CultureInfo.InvariantCulture, $"{pictures} {(pictures == 1 ? "picture" : "pictures")}"));
        if (MaxSeconds is { } seconds)
            caps.Add(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s of back ends"));
        if (MaxCost is { } cost)
            caps.Add(string.Create(CultureInfo.InvariantCulture, $"{cost:0.####}{Unit}"));
        return caps.Count == 0 ? null : string.Join(", ", caps);
    }

    private string Unit => Currency.Length > 0 ? $" {Currency}" : "";
}
