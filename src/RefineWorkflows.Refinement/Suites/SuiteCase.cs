using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>One prompt with one set of settings: one run, and one picture to be graded.</summary>
/// <param name="PromptId">Short name of the prompt: the row of the grid.</param>
/// <param name="Label">What sets these settings apart from the others: the column of the grid.</param>
/// <param name="Prompt">What the first picture is painted from, and what the last is graded by.</param>
/// <param name="Settings">Everything else, each name once; what the prompt says of itself wins.</param>
/// <param name="MinGrade">The least grade of this prompt; null leaves it to the suite.</param>
public sealed record SuiteCase(string PromptId, string Label, string Prompt, IReadOnlyList<SuiteSetting> Settings, Grade? MinGrade)
{
    /// <summary>Unique in its suite.</summary>
    public string Id => $"{PromptId}/{Label}";
}
