namespace RefineWorkflows.Refinement.Budgets;

/// <summary>A call might pass a cap, so that it is not made; or it was cut off where the time that it may take was over.</summary>
public sealed class BudgetException : RefinementException
{
    /// <param name="message">Which cap, what is spent, and what to do.</param>
    public BudgetException(string message)
        : base(message)
    {
    }

    /// <summary>Whether it is the run's own budget, which does not pass: the run ends.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>How long to wait until it may fit; null when it never does.</summary>
    public TimeSpan? Wait { get; init; }
}
