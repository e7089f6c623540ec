using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Engine.Journal;

/// <summary>
/// All that an instance is, as the fold of its entries. A running burst changes it through <see cref="Apply"/> too,
/// so a state rebuilt from the journal cannot differ from the one that was lived.
/// </summary>
public sealed class InstanceState
{
    /// <summary>The last entry folded in.</summary>
    public long Sequence { get; set; }

    public string DefinitionId { get; set; } = "";
    public string VersionId { get; set; } = "";
    public int Version { get; set; }
    public string? Name { get; set; }
    public string? CorrelationId { get; set; }
    public string? ParentInstance { get; set; }

    /// <summary>The activity that started the instance, when a trigger did.</summary>
    public string? TriggerActivity { get; set; }

    public InstanceStatus Status { get; set; }
    public InstanceSubStatus SubStatus { get; set; }
    public string? StatusReason { get; set; }
    public bool IsPaused { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Since when what started it had been heading for that; null when nothing had been waited for.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The number that the last execution was given.</summary>
    public long LastExecution { get; set; }

    public SortedDictionary<string, JsonElement> Input { get; set; } = new(StringComparer.OrdinalIgnoreCase);
    public SortedDictionary<string, JsonElement> Output { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Executions that are not over, by number.</summary>
    public SortedDictionary<long, ExecutionState> Executions { get; set; } = [];

    /// <summary>Executions that wait for their turn, first come, first served.</summary>
    public List<long> Queue { get; set; } = [];

    public SortedDictionary<string, BookmarkState> Bookmarks { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Unresolved incidents by execution.</summary>
    public SortedDictionary<long, Incident> Incidents { get; set; } = [];

    /// <summary>The last outputs of every activity that has any: activity id, then output name.</summary>
    public SortedDictionary<string, IReadOnlyDictionary<string, JsonElement>> ActivityOutputs { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The last output called Result that any activity recorded.</summary>
    public JsonElement? LastResult { get; set; }

    [JsonIgnore]
    public bool IsFinished => Status == InstanceStatus.Finished;

    /// <summary>Folds one entry in. Entries come in sequence.</summary>
    public void Apply(JournalEntry entry)
    {
        Sequence = entry.Sequence;
        switch (entry)
        {
            case InstanceCreated created: Create(created); break;
            case ActivityScheduled scheduled: Schedule(scheduled); break;
            case ActivityStarted started: Start(started); break;
            case HandleSaved saved: Of(saved).Handle = saved.Handle; break;
            case CheckpointSaved saved: Of(saved).Checkpoint = saved.Checkpoint; break;
            case EffectEnded ended: EndEffect(ended); break;
            case PropertiesWritten written: Remember(Of(written), written.Values); break;
            case VariableWritten written: (Of(written).Variables ??= new(StringComparer.Ordinal))[written.Id] = new(written.Name, written.Value); break;
            case ActivityResumed resumed: Resume(resumed); break;
            case ActivityCompleted completed: Complete(completed); break;
            case ActivityCanceled canceled: End(canceled.Execution.Value); break;
            case ActivityFaulted faulted: Fault(faulted); break;
            case RetryScheduled retry: Await(retry); break;
            case ActivityReset reset: Reset(reset); break;
            case BookmarkCreated made: Bookmarks[made.Bookmark] = new(made.Bookmark, made.Execution.Value, made.Stimulus, made.Hash, made.Payload, made.DueAt, made.At); break;
            case OutputWritten written: Output[written.Name] = written.Value; break;
            case NameSet named: Name = named.Name; break;
            case CorrelationSet correlated: CorrelationId = correlated.CorrelationId; break;
            case PauseChanged pause: IsPaused = pause.Paused; break;
            case StatusChanged changed: Change(changed); break;
            case ChildRefused: break;
            default: throw new InvalidOperationException($"The fold knows no entry {entry.GetType().Name}.");
        }
    }

    private ExecutionState Of(ExecutionEntry entry) => Executions[entry.Execution.Value];

    private void Create(InstanceCreated created)
    {
        DefinitionId = created.DefinitionId;
        VersionId = created.VersionId;
        Version = created.Version;
        Name = created.Name;
        CorrelationId = created.CorrelationId;
        ParentInstance = created.ParentInstance;
        TriggerActivity = created.TriggerActivity;
        CreatedAt = created.At;
        Since = created.Since;
        SubStatus = InstanceSubStatus.Pending;
        foreach ((string name, JsonElement value) in created.Input)
            Input[name] = value;
    }

    private void Schedule(ActivityScheduled scheduled)
    {
        long id = scheduled.Execution.Value;
        LastExecution = id;
        var execution = new ExecutionState { Id = id, Activity = scheduled.Activity, Owner = scheduled.Owner, Tag = scheduled.Tag, Since = scheduled.Since };
        foreach ((string name, JsonElement value) in scheduled.Variables ?? new Dictionary<string, JsonElement>())
            (execution.Variables ??= new(StringComparer.Ordinal))[name] = new(name, value);
        Executions[id] = execution;
        Queue.Add(id);
    }

    private void Start(ActivityStarted started)
    {
        ExecutionState execution = Of(started);
        Queue.Remove(execution.Id);
        execution.Status = ActivityStatus.Running;
        execution.Attempt = started.Attempt;
        execution.Inputs = started.Inputs ?? execution.Inputs;
        execution.Key = started.Key;
        execution.RetryAt = null;
        execution.RetryReason = null;
    }

    private void Await(RetryScheduled retry)
    {
        ExecutionState execution = Of(retry);
        execution.RetryAt = retry.DueAt;
        execution.RetryReason = retry.Reason;
        if (retry.IsUncounted)
            execution.Uncounted++;
    }

    private static void Remember(ExecutionState execution, IReadOnlyDictionary<string, JsonElement> values)
    {
        execution.Properties ??= new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in values)
        {
            if (value.IsNull())
                execution.Properties.Remove(name);
            else
                execution.Properties[name] = value;
        }
    }

    private void Resume(ActivityResumed resumed)
    {
        Bookmarks.Remove(resumed.Bookmark);
        if (Executions.TryGetValue(resumed.Execution.Value, out ExecutionState? execution))
            execution.Since = resumed.CameAt ?? resumed.At;
    }

    private void Complete(ActivityCompleted completed)
    {
        ExecutionState execution = Of(completed);
        GiveOut(execution, completed.Outputs);
        End(execution.Id);
    }

    private void EndEffect(EffectEnded ended)
    {
        ExecutionState execution = Of(ended);
        execution.Key = null;
        execution.Handle = null;
        GiveOut(execution, ended.Outputs);
    }

    private void GiveOut(ExecutionState execution, IReadOnlyDictionary<string, JsonElement>? outputs)
    {
        if (outputs is not { Count: > 0 })
            return;
        ActivityOutputs[execution.Activity] = outputs;
        if (outputs.TryGetValue("Result", out JsonElement result))
            LastResult = result;
    }

    private void Fault(ActivityFaulted faulted)
    {
        ExecutionState execution = Of(faulted);
        Queue.Remove(execution.Id);
        execution.Status = ActivityStatus.Faulted;
        execution.Key = null;
        execution.Handle = null;
        execution.RetryAt = null;
        execution.RetryReason = null;
        Incidents[execution.Id] = faulted.Incident;
    }

    private void Reset(ActivityReset reset)
    {
        ExecutionState execution = Of(reset);
        execution.Status = ActivityStatus.Pending;
        execution.Inputs = reset.Inputs ?? execution.Inputs;
        // It begins anew: what an earlier attempt waited for must not answer this one.
        RemoveBookmarks(execution.Id);
        Incidents.Remove(execution.Id);
        if (!Queue.Contains(execution.Id))
            Queue.Add(execution.Id);
    }

    private void End(long id)
    {
        Queue.Remove(id);
        Executions.Remove(id);
        Incidents.Remove(id);
        RemoveBookmarks(id);
    }

    private void RemoveBookmarks(long execution)
    {
        foreach (string bookmark in Bookmarks.Values.Where(one => one.Execution == execution).Select(one => one.Id).ToList())
            Bookmarks.Remove(bookmark);
    }

    private void Change(StatusChanged changed)
    {
        Status = changed.Status;
        SubStatus = changed.SubStatus;
        StatusReason = changed.Reason;
        FinishedAt = changed.Status == InstanceStatus.Finished ? changed.At : null;
    }
}
