namespace RefineWorkflows.Refinement.Budgets;

/// <summary>What one back end costs, and what may be spent on it each day.</summary>
/// <param name="BackEnd">What the settings call it.</param>
/// <param name="Prices">Its prices.</param>
/// <param name="DayCaps">Its own caps of a day.</param>
public sealed record BackEndTerms(string BackEnd, PriceList Prices, SpendingCaps DayCaps);
