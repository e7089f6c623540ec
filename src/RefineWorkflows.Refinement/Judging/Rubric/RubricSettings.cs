namespace RefineWorkflows.Refinement.Judging.Rubric;

/// <summary>How a picture is graded by the rubric.</summary>
public sealed record RubricSettings
{
    /// <summary>Further attempts after a reply that cannot be read. Default 3.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>How often the picture is graded; the median of each grade counts. Odd. Default 1.</summary>
    public int Samples { get; init; } = 1;
}
