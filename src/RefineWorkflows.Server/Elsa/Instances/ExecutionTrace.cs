using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>One visit to one activity as the journal tells it, also when it is long over. What it was given and what it gave can be large and stay in the journal: only where they stand is kept.</summary>
internal sealed class ExecutionTrace(long number, string activity, ExecutionTrace? owner)
{
    /// <summary>Its number in the instance.</summary>
    public long Number { get; } = number;

    /// <summary>The activity's id in the definition.</summary>
    public string Activity { get; } = activity;

    /// <summary>The visit to the container around it; null for the workflow itself.</summary>
    public ExecutionTrace? Owner { get; } = owner;

    /// <summary>How many visits it stands in.</summary>
    public int Depth { get; } = owner is null ? 0 : owner.Depth + 1;

    public ActivityStatus Status { get; set; }

    /// <summary>Null while it waits for its turn, and for ever when it was withdrawn before it began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Attempts begun.</summary>
    public int Attempt { get; set; }

    /// <summary>Faulted visits below it.</summary>
    public int FaultsBelow { get; set; }

    /// <summary>Places where it waits.</summary>
    public int Bookmarks { get; set; }

    /// <summary>The entry that holds its inputs, if any.</summary>
    public long? InputsAt { get; set; }

    /// <summary>The entry that holds what its effect gave, when a slot ran after it.</summary>
    public long? OutputsAt { get; set; }

    /// <summary>The entry that says how it ended, if it has.</summary>
    public long? EndAt { get; set; }
}
