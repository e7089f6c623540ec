namespace RefineWorkflows.Refinement.Budgets;

/// <summary>One budget that a call counts against.</summary>
/// <param name="Key">The page of its sum.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Caps">Its caps.</param>
/// <param name="IsOfRun">Whether it is the run's own; the others are of a day.</param>
internal sealed record LedgerScope(string Key, string Name, SpendingCaps Caps, bool IsOfRun);
