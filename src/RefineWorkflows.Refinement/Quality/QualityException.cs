namespace RefineWorkflows.Refinement.Quality;

/// <summary>Something that is no measurement was given as one: a score outside of 0 to 1, a box without an area, frames of different sizes, weights that add up to nothing.</summary>
public sealed class QualityException(string message) : RefinementException(message);
