using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>What was wanted of the run that a picture comes from.</summary>
/// <param name="Workflow">The definition and its version, for example <c>refine-loop@2</c>.</param>
/// <param name="Prompt">What its first picture was painted from.</param>
/// <param name="Goal">What the pictures should become.</param>
/// <param name="Settings">How it searched.</param>
public sealed record RecipeRun(string Workflow, string Prompt, string Goal, SearchSettings Settings);
