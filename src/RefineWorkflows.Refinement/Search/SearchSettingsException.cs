namespace RefineWorkflows.Refinement.Search;

/// <summary>The search cannot run as it was set up; every problem is listed.</summary>
public sealed class SearchSettingsException(IReadOnlyList<string> problems)
    : RefinementException("The search settings cannot be used: " + string.Join(" ", problems))
{
    /// <summary>Each names the option, its value and what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
