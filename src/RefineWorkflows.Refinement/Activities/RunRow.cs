using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Generation;
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

    /// <summary>Number of the definition's version.</summary>
    public required int WorkflowVersion { get; init; }

    /// <summary>What the first picture is painted from.</summary>
    public required string Prompt { get; init; }

    /// <summary>What the pictures should become.</summary>
    public required string Goal { get; init; }

    /// <summary>What should not be seen; null excludes nothing.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>The same said positively, for generators that take no negative prompt.</summary>
    public string? Affirmative { get; init; }

    /// <summary>The phrase that every prompt begins with; null leaves prompts as they are.</summary>
    public string? Subject { get; init; }

    /// <summary>How the subject is framed, said right after it; null leaves it open.</summary>
    public string? Framing { get; init; }

    /// <summary>How what should not be seen reaches the generator.</summary>
    public NegativeMechanism NegativeMechanism { get; init; }

    public required SearchSettings Settings { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>What the run may spend.</summary>
    public SpendingCaps Caps { get; init; } = SpendingCaps.None;

    public required string Generator { get; init; }

    public required string Judge { get; init; }

    public required string Proposer { get; init; }

    /// <summary>Whose taste the run is about.</summary>
    public string User { get; init; } = UserName.Default;

    /// <summary>Iterations decided so far.</summary>
    public int Iterations { get; init; }

    public BestPicture? Best { get; init; }

    /// <summary>Why the search stopped; null while it goes on.</summary>
    public string? Reason { get; init; }

    /// <summary>What the user was told at the start.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What every prompt of the run must keep to.</summary>
    [JsonIgnore]
    public PromptConstraints Constraints => new(Subject, Framing, NegativePrompt, Affirmative);

    /// <summary>The definition and its version, as reports and fingerprints name them.</summary>
    [JsonIgnore]
    public string DefinitionVersion => $"{Workflow}@{WorkflowVersion}";

    /// <summary>What reports say once about the whole run.</summary>
    public RunHeader Header() => new()
    {
        RunId = Id,
        Goal = Goal,
        DefinitionVersion = DefinitionVersion,
        Settings = Settings,
        Generator = Generator,
        Judge = Judge,
        Proposer = Proposer,
        Width = Width,
        Height = Height,
        Negative = NegativeMechanism,
        NegativeText = NegativeMechanism == NegativeMechanism.NegativePrompt ? NegativePrompt : Affirmative,
        Warnings = Warnings,
    };
}
