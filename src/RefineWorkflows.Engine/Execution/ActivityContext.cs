using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What an activity may read and do during one call. Everything it does is an entry of the journal.</summary>
public sealed class ActivityContext
{
    private readonly InstanceSession session;
    private readonly ExecutionState execution;
    private readonly Dictionary<string, JsonElement> outputs = new(StringComparer.Ordinal);

    internal ActivityContext(InstanceSession session, ExecutionState execution, ActivityNode node, CancellationToken cancellationToken)
    {
        this.session = session;
        this.execution = execution;
        Node = node;
        CancellationToken = cancellationToken;
    }

    public InstanceId Instance => session.Instance;

    public ExecutionId Execution => new(execution.Id);

    public ActivityNode Node { get; }

    public WorkflowGraph Graph => session.Graph;

    public CancellationToken CancellationToken { get; }

    public DateTimeOffset Now => session.Time.GetUtcNow();

    /// <summary>Whether the instance was started by this very activity, so that it need not wait.</summary>
    public bool IsTriggerOfWorkflow => session.State.TriggerActivity == Node.Id;

    /// <summary>The activity that started the instance, when a trigger did.</summary>
    internal ActivityNode? TriggerOfWorkflow => session.State.TriggerActivity is { } id ? Graph.Find(id) : null;

    /// <summary>What started the instance, as one object.</summary>
    public JsonElement TriggerInput => EngineJson.ToElement(session.State.Input);

    /// <summary>Takes the passage that a trigger has at the start. The second visit, in a loop, waits like any other.</summary>
    /// <returns>False when an earlier visit has taken it.</returns>
    public bool ClaimTrigger()
    {
        if (session.State.Executions[1].Property("triggered") is not null)
            return false;
        session.Emit(new PropertiesWritten(new(1), new Dictionary<string, JsonElement> { ["triggered"] = EngineJson.ToElement(true) }));
        return true;
    }

    /// <summary>Whether a Break from inside has reached this container.</summary>
    public bool IsBreaking => execution.Property("breaking") is not null;

    internal Completion? Completion { get; private set; }

    internal IReadOnlyDictionary<string, JsonElement> Outputs => outputs;

    internal ExecutionState State => execution;

    /// <summary>An input as it was evaluated when the visit began.</summary>
    /// <exception cref="ConversionException">The value does not fit.</exception>
    public T Get<T>(Input<T> input)
    {
        IReadOnlyDictionary<string, JsonElement>? evaluated = input.IsSecret ? session.Secrets.Of(execution.Id) : execution.Inputs;
        return evaluated is not null && evaluated.TryGetValue(input.Name, out JsonElement value) ? (T)ValueConverter.Convert(value, typeof(T))! : input.Default;
    }

    /// <summary>Evaluates an input now; for those that are not evaluated beforehand.</summary>
    public async ValueTask<T> EvaluateAsync<T>(Input<T> input)
    {
        if (input.Expression is not { } expression)
            return input.Default;
        JsonElement value = input.IsSecret ? await session.Secrets.RevealAsync(input, execution.Id, CancellationToken) : await EvaluateAsync(expression);
        return (T)ValueConverter.Convert(value, typeof(T))!;
    }

    /// <summary>Evaluates an input with arguments, which scripts read as <c>args.name</c>.</summary>
    internal async ValueTask<T> EvaluateAsync<T>(Input<T> input, IReadOnlyDictionary<string, JsonElement> arguments) => input.Expression is { } expression
        ? (T)ValueConverter.Convert(await session.EvaluateAsync(expression, execution.Id, CancellationToken, arguments), typeof(T))!
        : input.Default;

    public ValueTask<JsonElement> EvaluateAsync(Expression expression) => session.EvaluateAsync(expression, execution.Id, CancellationToken);

    /// <summary>Gives an output its value: recorded with the completion, and copied to the variable it is bound to at once.</summary>
    public void Set<T>(Output<T> output, T value)
    {
        JsonElement json = session.Secrets.Scrub(execution.Id, ValueConverter.ToElement(value, typeof(T)));
        outputs[output.Name] = json;
        session.Deliver(output, json, execution.Id);
    }

    /// <summary>Ends the visit with the given outcomes; with none it leaves by Done.</summary>
    public void Complete(params string[] outcomes) => Completion = new Completion(outcomes.Length == 0 ? null : outcomes, CompletionReach.Activity);

    /// <summary>Ends the visit and the innermost composite around it, which leaves by the given outcomes.</summary>
    public void CompleteComposite(params string[] outcomes) => Completion = new Completion(outcomes.Length == 0 ? null : outcomes, CompletionReach.Composite);

    /// <summary>Ends the visit and the whole instance.</summary>
    public void FinishInstance() => Completion = new Completion(null, CompletionReach.Instance);

    /// <summary>Queues a visit to a child.</summary>
    /// <param name="child">Which child.</param>
    /// <param name="tag">Told back when it completes.</param>
    /// <param name="variables">Variables that exist for that visit only.</param>
    public void Schedule(ActivityNode child, string? tag = null, IReadOnlyDictionary<string, JsonElement>? variables = null)
        => session.Schedule(child, execution.Id, tag, variables);

    /// <summary>Makes this visit wait for a stimulus, a due time, or whichever comes first.</summary>
    /// <param name="stimulus">Stimulus name.</param>
    /// <param name="payload">What must match; members in Pascal case.</param>
    /// <param name="dueAt">When time alone resumes it.</param>
    public void WaitFor(string stimulus, JsonElement payload, DateTimeOffset? dueAt = null)
        => session.WaitFor(execution.Id, stimulus, payload, dueAt);

    /// <summary>Something this container noted about itself.</summary>
    public T? Property<T>(string name) => execution.Property(name) is { } value ? (T?)ValueConverter.Convert(value, typeof(T)) : default;

    /// <summary>Notes something about this container, for its next call.</summary>
    public void SetProperty<T>(string name, T value)
        => session.Emit(new PropertiesWritten(Execution, new Dictionary<string, JsonElement> { [name] = ValueConverter.ToElement(value) }));

    internal void SetProperties(IReadOnlyDictionary<string, JsonElement> values)
    {
        if (values.Count > 0)
            session.Emit(new PropertiesWritten(Execution, values));
    }

    /// <summary>Writes the variable with this id or name.</summary>
    /// <returns>False when there is none in sight.</returns>
    public bool SetVariable(string idOrName, JsonElement value) => session.Memory.Write(execution.Id, idOrName, value);

    /// <summary>Reads the variable with this id or name; JSON null when there is none in sight.</summary>
    public JsonElement GetVariable(string idOrName) => session.Memory.Read(execution.Id, idOrName) ?? EngineJson.Null;

    public void SetWorkflowOutput(string name, JsonElement value) => session.SetWorkflowOutput(execution.Id, name, value);

    public void SetName(string? name) => session.Emit(new NameSet(name));

    public void SetCorrelationId(string? correlationId) => session.Emit(new CorrelationSet(correlationId));

    /// <summary>Adds rows of the domain to the commit that this call ends in.</summary>
    public void Record(params IEnumerable<DomainRecord> rows) => session.Journal.Record(rows);

    /// <summary>Sends a stimulus with the commit that this call ends in: it resumes what waits for it and starts what it triggers.</summary>
    public Task PublishAsync(string stimulus, JsonElement payload, JsonElement input, string? correlationId, bool onlyThisInstance)
        => session.PublishAsync(stimulus, payload, input, correlationId, onlyThisInstance, execution.Id, CancellationToken);

    /// <summary>Starts another workflow with the commit that this call ends in, and waits for its end if asked to. Repeated, it starts the same one.</summary>
    internal Task<InstanceId> StartWorkflowAsync(string definitionId, int index, IReadOnlyDictionary<string, JsonElement> input, string? correlationId, bool waits)
        => session.StartChildAsync(execution, index, definitionId, input, string.IsNullOrWhiteSpace(correlationId) ? null : correlationId, waits, CancellationToken);

    /// <summary>Lets the next attempt start other workflows than this one has.</summary>
    internal void ForgetChildren() => session.ForgetChildren(execution);

    /// <summary>Lets a Break rise from here to the loop it breaks.</summary>
    internal void Break() => session.Break(execution);

    /// <summary>Runs a script with this visit's scope.</summary>
    internal Task<Expressions.JavaScript.JavaScriptResult> RunScriptAsync(string script) => session.RunScriptAsync(script, execution.Id, CancellationToken);

    /// <summary>Children of this container that are not over.</summary>
    internal IEnumerable<ExecutionState> LiveChildren() => session.State.Executions.Values.Where(one => one.Owner == execution.Id);

    /// <summary>Ends a child from outside.</summary>
    internal void Cancel(ExecutionState child) => session.Cancel(child.Id);
}
