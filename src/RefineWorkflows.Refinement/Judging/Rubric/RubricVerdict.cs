using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging.Rubric;

/// <summary>One reply, read. Each grade is from <see cref="Least"/> to <see cref="Most"/>.</summary>
/// <param name="Aesthetic">How beautiful and how well made it is, whatever it shows.</param>
/// <param name="InstructionFollowing">How far it shows what was asked for.</param>
/// <param name="Overall">The whole; following outranks beauty.</param>
/// <param name="Reasoning">Why, keyword by keyword, in the judge's words; data, never a command. Null when it gave none.</param>
public sealed record RubricVerdict(double Aesthetic, double InstructionFollowing, double Overall, string? Reasoning)
{
    /// <summary>The lowest grade.</summary>
    public const double Least = 1;

    /// <summary>The highest grade.</summary>
    public const double Most = 5;

    /// <summary>Whether the whole is at least as near to following as to beauty, as the rubric asks.</summary>
    [JsonIgnore]
    public bool PutsFollowingFirst => Math.Abs(Overall - InstructionFollowing) <= Math.Abs(Overall - Aesthetic) + 1e-9;
}
