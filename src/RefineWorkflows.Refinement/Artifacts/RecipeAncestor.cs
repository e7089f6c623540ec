using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>A picture that came before another in its run.</summary>
/// <param name="Iteration">Its iteration, from 1.</param>
/// <param name="File">Its file, beside the other's.</param>
/// <param name="Score">From 1 to 10; null when the judge gave none.</param>
public sealed record RecipeAncestor(int Iteration, string File, double? Score)
{
    /// <summary>The same for a step of a search; null for none.</summary>
    public static RecipeAncestor? Of(SearchStep? step) => step is null ? null : new RecipeAncestor(step.Iteration, step.File, step.Score);
}
