using System.Globalization;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Runs;

/// <summary>What a run may come to, before its first call.</summary>
/// <param name="Currency">What money is called.</param>
/// <param name="Pictures">Pictures at most; null when nothing bounds them.</param>
/// <param name="Cost">Money for that many pictures, or for one where nothing bounds them.</param>
/// <param name="Seconds">How long back ends are expected to work for it; null when none of them has been seen at work.</param>
/// <param name="Caps">What stops it, in words.</param>
internal sealed record RunEstimate(string Currency, int? Pictures, decimal Cost, double? Seconds, IReadOnlyList<string> Caps)
{
    private const int WordsOfAQuestion = 1000;
    private const int WordsOfAnAnswer = 300;

    /// <summary>Whether there is anything to say: nothing costs and nothing is capped otherwise.</summary>
    [JsonIgnore]
    public bool IsFree => Cost == 0 && Caps.Count == 0;

    /// <param name="workbench">What it will run on.</param>
    /// <param name="generator">Who paints; null takes the first.</param>
    /// <param name="judge">Who judges; null takes the first.</param>
    /// <param name="proposer">Who finds other words; null takes the first.</param>
    /// <param name="maxIterations">Pictures at most; 0 for no end.</param>
    /// <param name="caps">What the run may spend.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RunEstimate> OfAsync(
        Workbench workbench, string? generator, string? judge, string? proposer, int maxIterations, SpendingCaps caps, CancellationToken cancellationToken)
    {
        int? pictures = maxIterations > 0 ? Math.Min(maxIterations, caps.Pictures ?? maxIterations) : caps.Pictures;
        (string Name, bool Paints)[] asked = [(generator ?? workbench.BackEnds.GeneratorIds[0], true), (judge ?? workbench.BackEnds.JudgeIds[0], false), (proposer ?? workbench.BackEnds.ProposerIds[0], false)];
        decimal cost = 0;
        TimeSpan time = TimeSpan.Zero;
        bool isSeen = false;
        List<string> words = [];
        string unit = workbench.Settings.Currency is { Length: > 0 } currency ? $" {currency}" : "";
        if (InWords(caps, unit) is { } ofRun)
            words.Add($"the run {ofRun}");
        foreach ((string name, bool paints) in asked)
        {
            BackEndTerms terms = workbench.TermsOf(name);
            BackEndPace pace = await workbench.Ledger.PaceAsync(name, cancellationToken);
            CallCost typical = paints
                ? new CallCost(1, null, terms.Prices.MaxOutputTokens)
                : new CallCost(0, WordsOfAQuestion + terms.Prices.TokensPerPicture, terms.Prices.MaxOutputTokens ?? WordsOfAnAnswer);
            cost += pace.Calls > 0 && !terms.Prices.IsFree ? pace.Cost : terms.Prices.Of(typical);
            time += pace.Time;
            isSeen |= pace.Calls > 0;
            if (InWords(terms.DayCaps, unit) is { } ofBackEnd && !words.Any(one => one.StartsWith($"{name} ", StringComparison.Ordinal)))
                words.Add($"{name} {ofBackEnd} a day ({Spent((await workbench.Ledger.OfTodayAsync(name, cancellationToken)).Spent, unit)} today)");
        }

        if (InWords(workbench.Ledger.DayCaps, unit) is { } ofDay)
            words.Add($"all runs {ofDay} a day ({Spent((await workbench.Ledger.OfTodayAsync(null, cancellationToken)).Spent, unit)} today)");
        int times = pictures ?? 1;
        return new RunEstimate(workbench.Settings.Currency, pictures, cost * times, isSeen ? Math.Round((time * times).TotalSeconds, 1) : null, words);
    }

    /// <summary>One line for a person; null when nothing costs and nothing is capped.</summary>
    public string? InWords()
    {
        if (IsFree)
            return null;
        string money = Cost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", about {Cost:0.####}{(Currency.Length > 0 ? $" {Currency}" : "")}{(Pictures is null ? " a picture" : "")}");
        string time = Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", about {seconds:0.#} s of back ends{(Pictures is null ? " a picture" : "")} by their earlier calls") : "";
        string most = Pictures is { } pictures ? string.Create(CultureInfo.InvariantCulture, $"at most {pictures} {(pictures == 1 ? "picture" : "pictures")}") : "pictures without a limit";
        return $"estimate: {most}{money}{time}{(Caps.Count > 0 ? $"; caps: {string.Join("; ", Caps)}" : "")}";
    }

    /// <summary>Caps in words; null when there are none.</summary>
    public static string? InWords(SpendingCaps caps, string unit)
    {
        List<string> words = [];
        if (caps.Cost is { } cost)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{cost:0.####}{unit}"));
        if (caps.Time is { } time)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s of back ends"));
        if (caps.Pictures is { } pictures)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{pictures} {(pictures == 1 ? "picture" : "pictures")}"));
        return words.Count == 0 ? null : string.Join(", ", words);
    }

    /// <summary>What was spent, in words.</summary>
    public static string Spent(Spending spent, string unit) => string.Create(
        CultureInfo.InvariantCulture, $"{spent.Pictures} {(spent.Pictures == 1 ? "picture" : "pictures")}, {spent.Time.TotalSeconds:0.#} s{(spent.Cost > 0 ? $", {spent.Cost:0.####}{unit}" : "")}");
}
