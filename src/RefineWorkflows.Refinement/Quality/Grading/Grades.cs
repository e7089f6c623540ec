namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>The names of the grades, as people write them.</summary>
public static class Grades
{
    /// <summary>From the best to the worst, and last <c>U</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["A", "A-", "B+", "B", "B-", "C", "F", "U"];

    public static string NameOf(Grade grade) => Names[(int)grade];

    /// <summary>Reads a name in any case.</summary>
    /// <returns>Null when no grade has this name.</returns>
    public static Grade? TryParse(string? name)
    {
        int at = Names.ToList().FindIndex(known => known.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : (Grade)at;
    }

    /// <summary>Whether a grade is the asked one or better. What is not graded never is.</summary>
    public static bool IsAtLeast(Grade grade, Grade asked) => grade != Grade.Ungraded && grade <= asked;
}
