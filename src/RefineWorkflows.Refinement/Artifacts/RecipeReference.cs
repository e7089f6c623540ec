namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>The picture that another was made from.</summary>
/// <param name="File">Its file, beside the other's.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hex.</param>
public sealed record RecipeReference(string File, string Sha256);
