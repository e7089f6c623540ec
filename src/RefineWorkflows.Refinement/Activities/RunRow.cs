using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>A run as it is stored beside its instance: what was wanted, and how far it has come.</summary>
public sealed record RunRow
{
    /// <summary>Id of the run, which is its instance's too. Ids sort by the time they were made.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Id of the definition that it follows.</summary>
    public required string Workflow { get; init; }

    /// <summary>Id of the definition's version.</summary>
    public required string WorkflowVersionId { get; init; }

    /// <summary>What the first picture is painted from.</summary>
    public required string Prompt { get; init; }

    /// <summary>What the pictures should become.</summary>
    public required string Goal { get; init; }

    public string? NegativePrompt { get; init; }

    public required SearchSettings Settings { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required string Generator { get; init; }

    public required string Judge { get; init; }

    public required string Proposer { get; init; }

    /// <summary>Iterations decided so far.</summary>
    public int Iterations { get; init; }

    public BestPicture? Best { get; init; }

    /// <summary>Why the search stopped; null while it goes on.</summary>
    public string? Reason { get; init; }
}
