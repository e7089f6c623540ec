using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>
/// What people read of an instance's journal: lines, visits, and where large values stand. The fold of the same entries
/// that the engine folds, so it cannot tell another story; unlike the engine's state it remembers what is over.
/// </summary>
internal sealed class InstanceJournal
{
    private static readonly Dictionary<string, object?> LeftByDone = new() { ["Outcomes"] = new[] { "Done" } };
    private readonly List<ExecutionTrace> executions = [];
    private readonly List<LogLine> lines = [];
    private readonly Dictionary<string, List<ExecutionTrace>> visits = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Scope, string Id), VariableTrace> variables = [];

    /// <summary>The last entry folded in.</summary>
    public long Sequence { get; private set; }

    public IReadOnlyList<LogLine> Lines => lines;

    /// <summary>Lines that come from entries after this one.</summary>
    public IEnumerable<LogLine> LinesAfter(long sequence)
    {
        int from = lines.Count;
        while (from > 0 && lines[from - 1].Sequence > sequence)
            from--;
        return lines.Skip(from);
    }

    /// <summary>Last values of variables, also of those whose scope is over.</summary>
    public IReadOnlyCollection<VariableTrace> Variables => variables.Values;

    /// <summary>Visits that have begun or failed before they could, in the order of their numbers.</summary>
    public IEnumerable<ExecutionTrace> Executions => executions.Where(HasRecord);

    /// <summary>Those of one activity.</summary>
    public IEnumerable<ExecutionTrace> Visits(string activity) => visits.TryGetValue(activity, out List<ExecutionTrace>? found) ? found.Where(HasRecord) : [];

    public ExecutionTrace? Find(long number) => number >= 1 && number <= executions.Count && HasRecord(executions[(int)number - 1]) ? executions[(int)number - 1] : null;

    /// <summary>Folds one entry in. Entries come in sequence.</summary>
    public void Apply(JournalEntry entry)
    {
        Sequence = entry.Sequence;
        switch (entry)
        {
            case ActivityScheduled scheduled: Schedule(scheduled); break;
            case VariableWritten written: Write(written, executions[(int)written.Execution.Value - 1].Activity); break;
            case ExecutionEntry about: Note(about, executions[(int)about.Execution.Value - 1]); break;
        }
    }

    private static bool HasRecord(ExecutionTrace execution) => execution.StartedAt is not null;

    private void Schedule(ActivityScheduled scheduled)
    {
        var execution = new ExecutionTrace(scheduled.Execution.Value, scheduled.Activity, scheduled.Owner is { } owner ? executions[(int)owner - 1] : null);
        executions.Add(execution);
        if (!visits.TryGetValue(scheduled.Activity, out List<ExecutionTrace>? same))
            visits[scheduled.Activity] = same = [];
        same.Add(execution);
    }

    private void Write(VariableWritten written, string scope) => variables[(scope, written.Id)] = new(scope, written.Id, written.Name, written.Sequence);

    private void Note(ExecutionEntry entry, ExecutionTrace execution)
    {
        switch (entry)
        {
            case ActivityStarted started:
                Start(started, execution);
                break;
            case EffectEnded ended:
                execution.OutputsAt = ended.Sequence;
                break;
            case ActivityCompleted completed:
                End(completed, execution, ActivityStatus.Completed);
                Say(completed, execution, LogEvents.Completed, completed.Outcomes is { } outcomes ? new() { ["Outcomes"] = outcomes } : LeftByDone);
                break;
            case ActivityCanceled when execution.StartedAt is not null:
                End(entry, execution, ActivityStatus.Canceled);
                Say(entry, execution, LogEvents.Canceled, null);
                break;
            case ActivityFaulted faulted:
                execution.StartedAt ??= faulted.At;
                execution.Status = ActivityStatus.Faulted;
                execution.EndAt = faulted.Sequence;
                CountFault(execution, 1);
                Say(faulted, execution, LogEvents.Faulted, new() { ["Message"] = Brief.Text(faulted.Incident.Message), ["ExceptionType"] = faulted.Incident.ExceptionType });
                break;
            case ActivityReset reset:
                CountFault(execution, -1);
                execution.Status = ActivityStatus.Pending;
                execution.EndAt = null;
                execution.InputsAt = reset.Inputs is null ? execution.InputsAt : reset.Sequence;
                Say(reset, execution, LogEvents.Reset, reset.Inputs is null ? null : new() { ["ReplacedInputs"] = true });
                break;
            case RetryScheduled retry:
                Say(retry, execution, LogEvents.RetryScheduled, new() { ["Attempt"] = retry.Attempt, ["DueAt"] = retry.DueAt, ["Reason"] = Brief.Text(retry.Reason) });
                break;
            case BookmarkCreated bookmark:
                execution.Bookmarks++;
                Say(bookmark, execution, LogEvents.Suspended, new() { ["WaitsFor"] = bookmark.Stimulus, ["DueAt"] = bookmark.DueAt });
                break;
            case ChildRefused refused:
                Say(refused, execution, LogEvents.Error, new() { ["Message"] = $"The child workflow '{refused.Child}' has not run: {refused.Reason}.", ["WorkflowDefinitionId"] = refused.DefinitionId });
                break;
            case ActivityResumed:
                execution.Bookmarks--;
                Say(entry, execution, LogEvents.Resumed, null);
                break;
        }
    }

    private void Start(ActivityStarted started, ExecutionTrace execution)
    {
        execution.StartedAt ??= started.At;
        execution.Status = ActivityStatus.Running;
        execution.Attempt = started.Attempt;
        execution.InputsAt = started.Inputs is null && started.Withheld is null ? execution.InputsAt : started.Sequence;
        Say(started, execution, started.Attempt == 1 ? LogEvents.Started : LogEvents.Retrying, started.Attempt == 1 ? null : new() { ["Attempt"] = started.Attempt });
    }

    private static void End(ExecutionEntry entry, ExecutionTrace execution, ActivityStatus status)
    {
        // A container that is cancelled or completed takes the faults of what it holds with it.
        if (execution.Status == ActivityStatus.Faulted)
            CountFault(execution, -1);
        execution.StartedAt ??= entry.At;
        execution.Status = status;
        execution.CompletedAt = entry.At;
        execution.EndAt = entry.Sequence;
        execution.Bookmarks = 0;
    }

    private static void CountFault(ExecutionTrace execution, int change)
    {
        for (ExecutionTrace? around = execution.Owner; around is not null; around = around.Owner)
            around.FaultsBelow += change;
    }

    private void Say(JournalEntry entry, ExecutionTrace execution, string what, Dictionary<string, object?>? payload) => lines.Add(new(entry.Sequence, entry.At, execution, what, payload));
}
