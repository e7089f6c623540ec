namespace RefineWorkflows.Engine.Definitions;

/// <summary>A definition was refused; nothing was stored.</summary>
public sealed class DefinitionException(string source, IReadOnlyList<DefinitionProblem> problems) : WorkflowException(
    problems.Count == 1 ? $"{source}: {problems[0]}" : $"{source}: {problems.Count} problems.\n  {string.Join("\n  ", problems)}")
{
    /// <summary>The file or other place the definition came from.</summary>
    public string Origin { get; } = source;

    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}
