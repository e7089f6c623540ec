namespace RefineWorkflows.Engine.Definitions;

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Message">What, and what to do.</param>
public sealed record DefinitionProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
