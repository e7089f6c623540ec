using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Visits to activities as Studio shows them, read from the journal.</summary>
internal sealed class ExecutionRecords(InstanceReader instances, WorkflowClient client, InstanceJournals journals, SecretInputs secrets)
{
    /// <summary>Visits to one activity, or to all, oldest first, without values.</summary>
    public Task<IReadOnlyList<ExecutionSummary>> SummariesAsync(InstanceHeader header, InstanceDrawing drawing, string? nodeId, CancellationToken cancellationToken)
        => journals.LookAsync<IReadOnlyList<ExecutionSummary>>(header, journal => [.. At(nodeId, journal, drawing).Select(trace => new ExecutionSummary(header.Id, trace, drawing))], cancellationToken);

    /// <summary>Visits to one activity, or to all, oldest first. Long values are shortened.</summary>
    public async Task<IReadOnlyList<ExecutionRecord>> ListAsync(InstanceHeader header, InstanceDrawing drawing, string? nodeId, CancellationToken cancellationToken)
    {
        List<ExecutionRecord> records = await journals.LookAsync<List<ExecutionRecord>>(
            header, journal => [.. At(nodeId, journal, drawing).Select(trace => new ExecutionRecord(header.Id, trace, drawing))], cancellationToken);
        foreach (ExecutionRecord record in records)
            await FillAsync(record, header, drawing, Brief.Value, cancellationToken);
        return records;
    }

    public Task<int> CountAsync(InstanceHeader header, InstanceDrawing drawing, string? nodeId, CancellationToken cancellationToken)
        => journals.LookAsync(header, journal => At(nodeId, journal, drawing).Count(), cancellationToken);

    /// <summary>One visit, whole; null when the instance has no such visit.</summary>
    public async Task<ExecutionRecord?> FindAsync(InstanceHeader header, InstanceDrawing drawing, long number, CancellationToken cancellationToken)
    {
        ExecutionRecord? record = await journals.LookAsync(
            header, journal => journal.Find(number) is { } trace ? new ExecutionRecord(header.Id, trace, drawing) : null, cancellationToken);
        if (record is not null)
            await FillAsync(record, header, drawing, value => JsonNode.Parse(value.GetRawText()), cancellationToken);
        return record;
    }

    /// <summary>
    /// The containers around a visit, from the workflow inwards, and the visit itself; empty when there is no such visit.
    /// Where another instance has started this one, the visit that did it and what is around it come before, as far up as they are still stored.
    /// </summary>
    /// <param name="found">The instance of the visit.</param>
    /// <param name="number">The visit.</param>
    /// <param name="acrossInstances">Whether to go on into the instances that started this one.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public async Task<IReadOnlyList<ExecutionRecord>> CallStackAsync(InstanceFound found, long number, bool acrossInstances, CancellationToken cancellationToken)
    {
        var stack = new List<ExecutionRecord>();
        var seen = new HashSet<InstanceId>();
        // An imported instance may claim any parent, even one that it has started itself.
        while (seen.Add(found.Header.Id))
        {
            stack.InsertRange(0, await CallStackWithinAsync(found.Header, found.Drawing, number, cancellationToken));
            if (!acrossInstances || stack.Count == 0 || await StarterAsync(found.Header, cancellationToken) is not var (parent, starter))
                break;
            (found, number) = (parent, starter);
        }

        for (int depth = 0; depth < stack.Count; depth++)
            stack[depth].CallStackDepth = depth;
        return stack;
    }

    /// <summary>The visit that started an instance; null when none did, or when it is not stored any more.</summary>
    private async Task<(InstanceFound Parent, long Number)?> StarterAsync(InstanceHeader header, CancellationToken cancellationToken)
        => header.Parent is { } parent
            && await ReadAsync(header.Id, 1, cancellationToken) is InstanceCreated { ParentExecution: { } starter }
            && await instances.FindAsync(parent.Value, cancellationToken) is { } found
                ? (found, starter)
                : null;

    private async Task<List<ExecutionRecord>> CallStackWithinAsync(InstanceHeader header, InstanceDrawing drawing, long number, CancellationToken cancellationToken)
    {
        List<ExecutionRecord> stack = await journals.LookAsync(
            header,
            journal =>
            {
                var chain = new List<ExecutionRecord>();
                for (ExecutionTrace? trace = journal.Find(number); trace is not null; trace = trace.Owner)
                    chain.Add(new ExecutionRecord(header.Id, trace, drawing));
                chain.Reverse();
                return chain;
            },
            cancellationToken);
        foreach (ExecutionRecord record in stack)
            await FillAsync(record, header, drawing, Brief.Value, cancellationToken);
        return stack;
    }

    /// <summary>How often the given nodes ran and how they stand; those that never ran are left out.</summary>
    public Task<IReadOnlyList<StatView>> ReportAsync(InstanceHeader header, InstanceDrawing drawing, IEnumerable<string> nodeIds, CancellationToken cancellationToken)
        => journals.LookAsync<IReadOnlyList<StatView>>(
            header,
            journal => [.. nodeIds.Distinct(StringComparer.Ordinal).Select(drawing.ActivityAt).OfType<string>().Select(activity => StatView.Of(activity, journal, drawing)).OfType<StatView>()],
            cancellationToken);

    private static IEnumerable<ExecutionTrace> At(string? nodeId, InstanceJournal journal, InstanceDrawing drawing)
    {
        if (string.IsNullOrEmpty(nodeId))
            return journal.Executions;
        return drawing.ActivityAt(nodeId) is { } activity ? journal.Visits(activity) : [];
    }

    private async Task FillAsync(ExecutionRecord record, InstanceHeader header, InstanceDrawing drawing, Func<JsonElement, JsonNode?> show, CancellationToken cancellationToken)
    {
        if (record.SchedulingActivityExecutionId is null && header.Parent is { } parent)
        {
            record.SchedulingWorkflowInstanceId = parent.Value;
            if (await StarterAsync(header, cancellationToken) is var (starting, starter))
            {
                record.SchedulingActivityExecutionId = ExecutionSummary.IdOf(parent, starter);
                record.SchedulingActivityId = await journals.LookAsync(starting.Header, journal => journal.Find(starter) is { } trace ? starting.Drawing.LocalId(trace.Activity) : null, cancellationToken);
            }
        }

        LogPersistence shown = LogPersistence.Of(drawing.Graph?.Find(record.Activity));
        JournalEntry? begun = await ReadAsync(header.Id, record.InputsAt, cancellationToken);
        IReadOnlyDictionary<string, JsonElement>? inputs = begun switch
        {
            ActivityStarted started => started.Inputs,
            ActivityReset reset => reset.Inputs,
            _ => null,
        };
        foreach ((string name, JsonElement value) in (inputs ?? new Dictionary<string, JsonElement>()).Where(one => shown.ShowsInput(one.Key)))
            record.ActivityState[name] = secrets.Contain(record.ActivityType, name) ? SecretInputs.Hidden : show(value);
        foreach (string name in ((begun as ActivityStarted)?.Withheld ?? []).Where(shown.ShowsInput))
            record.ActivityState[name] = SecretInputs.Hidden;

        if (await ReadAsync(header.Id, record.OutputsAt, cancellationToken) is EffectEnded effect)
        {
            foreach ((string name, JsonElement value) in effect.Outputs.Where(one => shown.ShowsOutput(one.Key)))
                record.Outputs[name] = show(value);
        }

        switch (await ReadAsync(header.Id, record.EndAt, cancellationToken))
        {
            case ActivityCompleted completed:
                record.Payload = new JsonObject { ["Outcomes"] = JsonSerializer.SerializeToNode(completed.Outcomes ?? ["Done"]) };
                foreach ((string name, JsonElement value) in (completed.Outputs ?? new Dictionary<string, JsonElement>()).Where(one => shown.ShowsOutput(one.Key)))
                    record.Outputs[name] = show(value);
                break;
            case ActivityFaulted faulted:
                record.Exception = ExceptionView.Of(faulted.Incident);
                break;
        }
    }

    private async Task<JournalEntry?> ReadAsync(InstanceId instance, long? sequence, CancellationToken cancellationToken)
        => sequence is { } at && await client.ReadJournalAsync(instance, at - 1, 1, cancellationToken) is [JournalEntry entry] ? entry : null;
}
