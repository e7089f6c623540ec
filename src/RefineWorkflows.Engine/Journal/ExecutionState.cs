using System.Text.Json;

namespace RefineWorkflows.Engine.Journal;

/// <summary>What is remembered of one visit to one activity while it lives. Changed by <see cref="InstanceState.Apply"/> alone.</summary>
public sealed class ExecutionState
{
    public long Id { get; init; }

    /// <summary>The activity's id in the definition.</summary>
    public required string Activity { get; init; }

    /// <summary>The container's execution; null for the workflow itself.</summary>
    public long? Owner { get; init; }

    public string? Tag { get; init; }

    /// <summary>Since when the instance has been heading here without waiting; null when nothing has been waited for since it began.</summary>
    public DateTimeOffset? Since { get; set; }

    public ActivityStatus Status { get; set; }

    /// <summary>Attempts begun so far.</summary>
    public int Attempt { get; set; }

    /// <summary>Set from the intent of an external effect until its result: such an execution is in flight.</summary>
    public string? Key { get; set; }

    /// <summary>What the back end knows the work in flight by.</summary>
    public JsonElement? Handle { get; set; }

    public JsonElement? Checkpoint { get; set; }

    /// <summary>Those of the attempts that use none up.</summary>
    public int Uncounted { get; set; }

    /// <summary>When the next attempt is due, after one failed.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>Why the last attempt failed, while the next one is awaited.</summary>
    public string? RetryReason { get; set; }

    /// <summary>Inputs as they were evaluated, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Inputs { get; set; }

    /// <summary>What a container remembers about itself.</summary>
    public SortedDictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>Variables declared here, by id; those made while running, by name.</summary>
    public SortedDictionary<string, VariableState>? Variables { get; set; }

    public JsonElement? Property(string name) => Properties is not null && Properties.TryGetValue(name, out JsonElement value) ? value : null;
}
