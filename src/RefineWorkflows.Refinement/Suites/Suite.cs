using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>Prompts and settings that are run and graded together, so that changes can be compared.</summary>
/// <param name="Name">What results and reports call it.</param>
/// <param name="Source">The file it was read from.</param>
/// <param name="Workflow">The definition that every case follows.</param>
/// <param name="MinGrade">The least grade; null for none.</param>
/// <param name="Verifier">Who grades; null for the first that is configured.</param>
/// <param name="Cases">At least one, each id once, in the order of the prompts.</param>
public sealed record Suite(string Name, string Source, string Workflow, Grade? MinGrade, string? Verifier, IReadOnlyList<SuiteCase> Cases)
{
    /// <summary>What a suite follows when it does not say.</summary>
    public const string UsualWorkflow = "refine-loop";

    /// <summary>The rows of the grid, in order.</summary>
    public IReadOnlyList<string> Prompts => [.. Cases.Select(one => one.PromptId).Distinct()];

    /// <summary>The columns of the grid, in order.</summary>
    public IReadOnlyList<string> Labels => [.. Cases.Select(one => one.Label).Distinct()];
}
