using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>One picture of a run.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="ImagePath">Its file, relative to the run folder.</param>
/// <param name="Evaluated">False when the run was interrupted before the picture was judged and decided about.</param>
/// <param name="Score">From 1 to 10; null when the judge gave none.</param>
/// <param name="Prompt">The working prompt; null while nothing is recorded about the picture.</param>
/// <param name="Seed">The seed that was really used; null while nothing is recorded about the picture.</param>
public sealed record ReportPicture(int Iteration, string ImagePath, bool Evaluated, double? Score, string? Prompt, ulong? Seed)
{
    /// <summary>The clip that it is the contact sheet of, relative to the run folder; null of a still picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClipPath { get; init; }
}
