using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>What stays the same through a run.</summary>
public sealed record RunHeader
{
    public required string RunId { get; init; }

    /// <summary>What the picture should become, in the user's words.</summary>
    public required string Goal { get; init; }

    /// <summary>The definition and the version of it that ran, for example <c>refine-loop@3</c>.</summary>
    public required string DefinitionVersion { get; init; }

    public required SearchSettings Settings { get; init; }

    /// <summary>The generator's id.</summary>
    public required string Generator { get; init; }

    /// <summary>The judge's id.</summary>
    public required string Judge { get; init; }

    /// <summary>The proposer's id; null where the loop has none.</summary>
    public string? Proposer { get; init; }

    /// <summary>Picture width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Picture height in pixels.</summary>
    public int Height { get; init; }

    public NegativeMechanism Negative { get; init; }

    /// <summary>The negative prompt, or what is said instead of it.</summary>
    public string? NegativeText { get; init; }

    /// <summary>What the judge is told; null for a judge that measures.</summary>
    public string? EvaluatorInstruction { get; init; }

    /// <summary>What the condensing call is told; null when ideas are sent as they are.</summary>
    public string? CondenseInstruction { get; init; }

    /// <summary>What was spent; null where nobody keeps account.</summary>
    public ReportBudget? Budget { get; init; }

    /// <summary>What the user was told at the start.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
