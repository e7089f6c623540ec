using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>One instance while one worker holds it: its graph, its state, and the only ways to change it.</summary>
internal sealed class InstanceSession
{
    private const string Generation = "childGeneration";
    private const string OutputPrefix = "output:";

    private readonly ExpressionEvaluator evaluator;
    private readonly StimulusRouter router;

    public InstanceSession(InstanceId instance, WorkflowGraph graph, BurstJournal journal, ExpressionEvaluator evaluator, StimulusRouter router, TimeProvider time, Func<string, string?> settings)
    {
        this.evaluator = evaluator;
        this.router = router;
        Instance = instance;
        Graph = graph;
        Journal = journal;
        Time = time;
        Memory = new InstanceMemory(graph, journal);
        Secrets = new VisitSecrets(settings, (expression, execution, cancellationToken) => EvaluateAsync(expression, execution, cancellationToken));
    }

    public InstanceId Instance { get; }

    public WorkflowGraph Graph { get; }

    public BurstJournal Journal { get; }

    public TimeProvider Time { get; }

    public InstanceMemory Memory { get; }

    /// <summary>When the last thing came that was waited for on the way to what happens now; null when nothing was since the instance began.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Secret inputs of the visits of this burst.</summary>
    public VisitSecrets Secrets { get; }

    public InstanceState State => Journal.State;

    public void Emit(JournalEntry entry)
    {
        Journal.Emit(entry);
        if (entry is ActivityCompleted or ActivityCanceled or ActivityReset)
            Secrets.Forget(((ExecutionEntry)entry).Execution.Value);
    }

    /// <summary>Queues a visit.</summary>
    public void Schedule(ActivityNode child, long? owner, string? tag, IReadOnlyDictionary<string, JsonElement>? variables)
        => Emit(new ActivityScheduled(new(State.LastExecution + 1), child.Id, owner, null, tag, variables) { Since = Since });

    /// <summary>Copies an output to the variable or workflow output it is bound to.</summary>
    public void Deliver(Output output, JsonElement value, long execution)
    {
        if (output.Target is not { } target)
            return;
        bool isVariable = Memory.Write(execution, target, value);
        if (Graph.Find(State.Executions[execution].Activity)!.Composite.Definition!.Outputs.Any(one => one.Name == target))
            SetWorkflowOutput(execution, target, value);
        else if (!isVariable)
            Memory.WriteOrCreate(execution, target, value);
    }

    /// <summary>Gives the nearest workflow around a visit that has such an output its value; the whole workflow takes any.</summary>
    public void SetWorkflowOutput(long execution, string name, JsonElement value)
    {
        for (ExecutionState? scope = Owner(State.Executions[execution]); scope is not null; scope = Owner(scope))
        {
            ActivityNode node = Graph.Find(scope.Activity)!;
            if (node.Definition is null || scope.Owner is null || node.Outputs.FirstOrDefault(one => one.Name == name) is not { } output)
                continue;
            Emit(new PropertiesWritten(new(scope.Id), new Dictionary<string, JsonElement> { [OutputPrefix + name] = value }));
            Deliver(output, value, scope.Id);
            return;
        }

        Emit(new OutputWritten(name, value));
    }

    /// <summary>What a workflow that is used as an activity has given out so far, by output name; null when it is none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? GivenOut(ExecutionState execution)
        => execution.Owner is null || Graph.Find(execution.Activity)?.Definition is null
            ? null
            : (execution.Properties ?? []).Where(one => one.Key.StartsWith(OutputPrefix, StringComparison.Ordinal))
                .ToDictionary(one => one.Key[OutputPrefix.Length..], one => one.Value, StringComparer.Ordinal);

    public ValueTask<JsonElement> EvaluateAsync(Expression expression, long execution, CancellationToken cancellationToken, IReadOnlyDictionary<string, JsonElement>? arguments = null)
        => evaluator.EvaluateAsync(expression, Scope(execution, arguments), cancellationToken);

    public Task<JavaScriptResult> RunScriptAsync(string script, long execution, CancellationToken cancellationToken)
        => evaluator.RunScriptAsync(script, Scope(execution), cancellationToken);

    /// <summary>Lets a Break rise from a visit to the loop it breaks.</summary>
    public void Break(ExecutionState from)
    {
        for (ExecutionState? scope = Owner(from); scope is not null; scope = Owner(scope))
        {
            ActivityNode? node = Graph.Find(scope.Activity);
            if (node?.Definition is not null)
                return;
            BreakReply reply = node?.Activity.OnBreak ?? BreakReply.Ignore;
            if (reply != BreakReply.Ignore)
                Emit(new PropertiesWritten(new(scope.Id), new Dictionary<string, JsonElement> { ["breaking"] = EngineJson.ToElement(true) }));
            if (reply == BreakReply.Stop)
                return;
        }
    }

    /// <summary>Sends a stimulus with the next commit.</summary>
    public async Task PublishAsync(string stimulus, JsonElement payload, JsonElement input, string? correlationId, bool onlyThisInstance, long execution, CancellationToken cancellationToken)
    {
        string key = $"{Instance}:{execution}:{State.Sequence}";
        Stimulus message = StimulusRouter.Stimulus(stimulus, payload, input, correlationId, onlyThisInstance ? Instance : null, key) with { IsNews = !onlyThisInstance };
        IReadOnlyList<NewInstance> children = onlyThisInstance ? [] : await router.StartedByAsync(message, input, Instance, execution, cancellationToken);
        foreach (NewInstance child in children)
            Journal.Start(child);
        Journal.Send(message with { Starts = [.. children.Select(child => child.Header.Id)] });
    }

    /// <summary>
    /// Starts a child with the next commit. Its id derives from the visit, so that a repeated visit starts the same one;
    /// when a person retries a visit, the child goes on from where it stopped.
    /// </summary>
    /// <param name="execution">The visit that starts it.</param>
    /// <param name="index">Which of the visit's children.</param>
    /// <param name="definitionId">Whose published version it runs.</param>
    /// <param name="input">Its input.</param>
    /// <param name="correlationId">What ties it to the outside.</param>
    /// <param name="waits">Whether the visit waits for its end.</param>
    /// <param name="cancellationToken">Ends the look for the definition.</param>
    public async Task<InstanceId> StartChildAsync(
        ExecutionState execution,
        int index,
        string definitionId,
        IReadOnlyDictionary<string, JsonElement> input,
        string? correlationId,
        bool waits,
        CancellationToken cancellationToken)
    {
        string generation = execution.Property(Generation)?.GetRawText() ?? "0";
        InstanceId id = StimulusRouter.Derive($"{Instance}|{execution.Id}|{index}|{generation}|{definitionId}");
        string reason = $"it was not started, because the activation strategy of '{definitionId}' gives way to an instance that runs";
        NewInstance child = await router.ChildAsync(definitionId, id, input, correlationId, Instance, execution.Id, Since ?? State.Since, cancellationToken);
        child = child with { RefusalNote = JsonSerializer.SerializeToUtf8Bytes(new RefusedChild(execution.Id, id.Value, definitionId, reason), EngineJson.Options) };
        if (waits)
        {
            var refused = new ChildFinished(id.Value, InstanceStatus.Finished, InstanceSubStatus.Pending, new Dictionary<string, JsonElement>(), reason);
            child = child with { WhenRefused = refused.To(Instance, $"refused-{State.Sequence}") };
            WaitFor(execution.Id, ChildFinished.Stimulus, ChildFinished.WaitingFor(id), null);
        }

        Journal.Start(child);
        if (waits && execution.Attempt > 1)
            Journal.Command(id, InboxKind.Retry);
        return id;
    }

    /// <summary>Lets the next attempt of a visit start children of new, because those it had can never go on.</summary>
    public void ForgetChildren(ExecutionState execution)
        => Emit(new PropertiesWritten(new(execution.Id), new Dictionary<string, JsonElement> { [Generation] = EngineJson.ToElement(execution.Attempt) }));

    /// <summary>Sends a command to the child instances that are waited for: by one visit, or by all.</summary>
    public void AskChildren(InboxKind command, long? execution = null)
    {
        foreach (BookmarkState waiting in State.Bookmarks.Values.Where(one => one.Stimulus == ChildFinished.Stimulus && (execution is null || one.Execution == execution)))
            Journal.Command(ChildFinished.ChildOf(waiting.Payload), command);
    }

    /// <summary>Makes a visit wait for a stimulus, a due time, or whichever comes first.</summary>
    public void WaitFor(long execution, string stimulus, JsonElement payload, DateTimeOffset? dueAt)
        => Emit(new BookmarkCreated(new(execution), $"{Instance}-{State.Sequence + 1}", stimulus, StimulusHash.Compute(stimulus, payload), payload, dueAt));

    /// <summary>Ends a visit from outside, with everything below it, youngest first.</summary>
    public void Cancel(long execution)
    {
        if (!State.Executions.ContainsKey(execution))
            return;
        CancelBelow(execution);
        AskChildren(InboxKind.Cancel, execution);
        Emit(new ActivityCanceled(new(execution)));
        Canceled?.Invoke(execution);
    }

    /// <summary>Ends everything below a visit.</summary>
    public void CancelBelow(long execution)
    {
        foreach (long child in State.Executions.Values.Where(one => one.Owner == execution).Select(one => one.Id).Reverse().ToList())
            Cancel(child);
    }

    /// <summary>Raised with each execution that was cancelled, so that an effect in flight can be told.</summary>
    public event Action<long>? Canceled;

    private ExpressionScope Scope(long execution, IReadOnlyDictionary<string, JsonElement>? arguments = null) => new(Instance, Graph, Journal, Memory, Time, execution, arguments);

    private ExecutionState? Owner(ExecutionState execution) => execution.Owner is { } id ? State.Executions.GetValueOrDefault(id) : null;
}
