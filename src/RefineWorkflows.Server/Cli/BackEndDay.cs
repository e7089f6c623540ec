using System.Globalization;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary>What one back end costs, and what was spent on it today.</summary>
/// <param name="Name">What the settings call it.</param>
/// <param name="Prices">What it costs.</param>
/// <param name="DayCaps">What may be spent on it each day.</param>
/// <param name="Spent">What was spent today.</param>
/// <param name="Calls">Attempts today.</param>
/// <param name="Currency">What money is called.</param>
internal sealed record BackEndDay(string Name, PriceList Prices, SpendingCaps DayCaps, Spending Spent, int Calls, string Currency)
{
    [JsonIgnore]
    private string Unit => Currency.Length > 0 ? $" {Currency}" : "";

    public static async Task<BackEndDay> OfAsync(Workbench workbench, BackEndSettings settings, CancellationToken cancellationToken)
    {
        LedgerSum today = await workbench.Ledger.OfTodayAsync(settings.Name, cancellationToken);
        return new BackEndDay(settings.Name, settings.Prices, settings.DayCaps, today.Spent, today.Calls, workbench.Settings.Currency);
    }

    /// <summary>One line; null when it is free, without caps and unused today.</summary>
    public string? InWords()
    {
        List<string> words = [];
        if (Prices.PerPicture > 0)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{Prices.PerPicture:0.####}{Unit} a picture"));
        if (Prices.PerMillionInputTokens > 0 || Prices.PerMillionOutputTokens > 0)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{Prices.PerMillionInputTokens:0.####} and {Prices.PerMillionOutputTokens:0.####}{Unit} a million tokens read and written"));
        if (Calls > 0)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"today {Calls} {(Calls == 1 ? "call" : "calls")}: {RunEstimate.Spent(Spent, Unit)}"));
        if (RunEstimate.InWords(DayCaps, Unit) is { } caps)
            words.Add($"at most {caps} a day");
        return words.Count == 0 ? null : string.Join("; ", words);
    }
}
