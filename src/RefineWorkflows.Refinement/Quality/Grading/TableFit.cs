namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>A table of grades fitted to graded pictures, and how well it does.</summary>
/// <param name="Table">The fitted table.</param>
/// <param name="Examples">How many pictures it was fitted to.</param>
/// <param name="Misgraded">Those that it grades otherwise than the person.</param>
/// <param name="MisgradedBefore">The same by the table that it started from.</param>
public sealed record TableFit(GradeTable Table, int Examples, int Misgraded, int MisgradedBefore);
