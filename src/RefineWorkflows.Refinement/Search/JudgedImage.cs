namespace RefineWorkflows.Refinement.Search;

/// <summary>A picture that the search may return to.</summary>
/// <param name="Iteration">The iteration that made it.</param>
/// <param name="Image">File name inside the run folder.</param>
/// <param name="Prompt">The working prompt it was made from.</param>
/// <param name="Score">The judge's score; null when it gave none, which compares as 0.</param>
/// <param name="Fidelity">Likeness to the first picture, where it was measured.</param>
/// <param name="ReferenceDepth">How many pictures stand before it in its chain of references; 0 for one made from words alone.</param>
public sealed record JudgedImage(int Iteration, string Image, string Prompt, double? Score, double? Fidelity, int ReferenceDepth)
{
    internal double ComparableScore => Score ?? 0;
}
