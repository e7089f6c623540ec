namespace RefineWorkflows.Refinement.Budgets;

/// <summary>What is spent of one budget.</summary>
/// <param name="Spent">What calls took, and of those whose end nobody knows what they may take.</param>
/// <param name="Open">How much of it is not known yet.</param>
/// <param name="Calls">Attempts.</param>
public sealed record LedgerSum(Spending Spent, Spending Open, int Calls)
{
    public static LedgerSum Nothing { get; } = new(default, default, 0);
}
