namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>In which circumstances a verdict is asked for.</summary>
public sealed record VerdictTerms
{
    /// <summary>Whether an earlier answer to the same question will do. Default true.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>The run that it is for; null outside of runs.</summary>
    public string? Run { get; init; }
}
