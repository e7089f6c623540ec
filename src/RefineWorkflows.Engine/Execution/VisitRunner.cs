using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>Begins visits, lets containers hear of their children, and turns failures into incidents.</summary>
internal sealed class VisitRunner(InstanceSession session)
{
    private InstanceState State => session.State;

    /// <summary>Evaluates a visit's inputs, unless an earlier attempt or a person has settled them.</summary>
    /// <returns>False when that failed: the visit is faulted.</returns>
    public async Task<IReadOnlyDictionary<string, JsonElement>?> EvaluateInputsAsync(ExecutionState execution, ActivityNode node, CancellationToken cancellationToken)
    {
        // A visit that never began may have inputs from a person who mended one that could not be evaluated.
        if (execution is { Inputs: { } settled, Attempt: > 0 })
            return settled;
        var values = new Dictionary<string, JsonElement>(execution.Inputs ?? new Dictionary<string, JsonElement>(), StringComparer.Ordinal);
        foreach (Input input in node.AutoInputs)
        {
            if (input.Expression is null || values.ContainsKey(input.Name))
                continue;
            try
            {
                values[input.Name] = await session.EvaluateAsync(input.Expression, execution.Id, cancellationToken);
            }
            catch (WorkflowException problem)
            {
                Fault(execution, node, new InputException(node, input.Name, problem));
                return null;
            }
        }

        return values;
    }

    /// <summary>What the journal says of a visit's secret inputs: their names.</summary>
    public static IReadOnlyList<string>? Withheld(ActivityNode node) => node.SecretInputs.Count == 0 ? null : [.. node.SecretInputs.Select(input => input.Name)];

    /// <summary>Runs a pure or local visit.</summary>
    public async Task RunAsync(ExecutionState execution, ActivityNode node, CancellationToken cancellationToken)
    {
        if (await EvaluateInputsAsync(execution, node, cancellationToken) is not { } inputs)
            return;
        session.Emit(new ActivityStarted(new(execution.Id), execution.Attempt + 1, inputs.Count == 0 ? null : inputs, null) { Withheld = Withheld(node) });
        await CallAsync(execution, node, node.Activity.ExecuteAsync, cancellationToken);
    }

    /// <summary>Whether a resumed visit wrote what has to be on disk before anything follows.</summary>
    public bool OwesCommit { get; set; }

    /// <summary>Lets a visit go on after one of its bookmarks was resumed.</summary>
    /// <param name="bookmark">Where it waited.</param>
    /// <param name="input">What came.</param>
    /// <param name="cameAt">When it came.</param>
    /// <param name="cancellationToken">Cuts a step short.</param>
    public async Task ResumeAsync(BookmarkState bookmark, JsonElement input, DateTimeOffset cameAt, CancellationToken cancellationToken)
    {
        ExecutionState execution = State.Executions[bookmark.Execution];
        session.Since = cameAt;
        session.Emit(new ActivityResumed(new(execution.Id), bookmark.Id, input) { CameAt = cameAt });
        if (session.Graph.Find(execution.Activity) is not { } node)
            return;
        await CallAsync(execution, node, context => node.Activity.OnResumedAsync(context, new Resumption(bookmark.Stimulus, bookmark.Payload, input)), cancellationToken);
        OwesCommit |= node.Activity.Effect == EffectKind.Local;
    }

    /// <summary>Completes a visit and tells its containers, up to the first that goes on.</summary>
    public async Task CompleteAsync(ExecutionState execution, IReadOnlyList<string>? outcomes, IReadOnlyDictionary<string, JsonElement>? outputs, CancellationToken cancellationToken)
    {
        while (true)
        {
            session.CancelBelow(execution.Id);
            outputs = session.GivenOut(execution) ?? outputs;
            session.Emit(new ActivityCompleted(new(execution.Id), outcomes, outputs is { Count: > 0 } ? outputs : null));
            if (execution.Owner is not { } ownerId)
            {
                session.Emit(new StatusChanged(InstanceStatus.Finished, InstanceSubStatus.Finished, null));
                return;
            }

            if (!State.Executions.TryGetValue(ownerId, out ExecutionState? owner) || owner.Status != ActivityStatus.Running)
                return;
            ActivityNode child = session.Graph.Find(execution.Activity)!;
            ActivityNode node = session.Graph.Find(owner.Activity)!;
            var heard = new ChildCompletion(child, outcomes, execution.Tag);
            ActivityContext? context = await TryCallAsync(owner, node, one => node.Activity.OnChildCompletedAsync(one, heard), cancellationToken);
            if (context?.Completion is not { Reach: CompletionReach.Activity } completion)
            {
                if (context is not null)
                    await SettleAsync(context, cancellationToken);
                return;
            }

            (execution, outcomes, outputs) = (owner, completion.Outcomes, context.Outputs);
        }
    }

    /// <summary>Records a permanent failure and, unless the definition goes on with incidents, ends the instance as Faulted.</summary>
    public void Fault(ExecutionState execution, ActivityNode node, Exception failure)
    {
        session.CancelBelow(execution.Id);
        string message = session.Secrets.Scrub(execution.Id, failure.Message);
        session.Emit(new ActivityFaulted(new(execution.Id), new Incident(
            node.Id,
            node.Type,
            message,
            failure.GetType().FullName,
            failure is WorkflowException ? null : failure.StackTrace,
            session.Time.GetUtcNow())));
        if (!session.Graph.Definition.Options.ContinueWithIncidents)
            session.Emit(new StatusChanged(InstanceStatus.Finished, InstanceSubStatus.Faulted, $"{node}: {message}"));
    }

    private async Task CallAsync(ExecutionState execution, ActivityNode node, Func<ActivityContext, ValueTask> call, CancellationToken cancellationToken)
    {
        if (await TryCallAsync(execution, node, call, cancellationToken) is { } context)
            await SettleAsync(context, cancellationToken);
    }

    private async Task<ActivityContext?> TryCallAsync(ExecutionState execution, ActivityNode node, Func<ActivityContext, ValueTask> call, CancellationToken cancellationToken)
    {
        var context = new ActivityContext(session, execution, node, cancellationToken);
        try
        {
            await session.Secrets.RevealAsync(execution, node, cancellationToken);
            await call(context);
            return context;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (NoSpace.IsBehind(failure))
        {
            throw new StorageFullException(failure);
        }
#pragma warning disable CA1031 // Whatever else an activity throws is its incident: it must not take the host or its neighbours down.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fault(execution, node, failure);
            return null;
        }
    }

    private async Task SettleAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        ExecutionState execution = context.State;
        switch (context.Completion)
        {
            case { Reach: CompletionReach.Activity } completion:
                await CompleteAsync(execution, completion.Outcomes, context.Outputs, cancellationToken);
                break;
            case { Reach: CompletionReach.Composite } completion:
                EndQuietly(execution, context.Outputs);
                await CompleteAsync(CompositeAround(execution), completion.Outcomes, null, cancellationToken);
                break;
            case { Reach: CompletionReach.Instance }:
                EndQuietly(execution, context.Outputs);
                session.CancelBelow(1);
                session.Emit(new ActivityCompleted(new(1), null, null));
                session.Emit(new StatusChanged(InstanceStatus.Finished, InstanceSubStatus.Finished, null));
                break;
            default:
                RequireContinuation(context, execution);
                break;
        }
    }

    /// <summary>Completes a visit without telling its container, because something larger ends with it.</summary>
    private void EndQuietly(ExecutionState execution, IReadOnlyDictionary<string, JsonElement> outputs)
    {
        session.CancelBelow(execution.Id);
        session.Emit(new ActivityCompleted(new(execution.Id), null, outputs.Count > 0 ? outputs : null));
    }

    private ExecutionState CompositeAround(ExecutionState execution)
    {
        long? id = execution.Owner;
        while (id is { } owner && State.Executions.TryGetValue(owner, out ExecutionState? scope))
        {
            if (scope.Owner is null || session.Graph.Find(scope.Activity)?.Activity.IsComposite == true)
                return scope;
            id = scope.Owner;
        }

        return State.Executions[1];
    }

    /// <summary>A visit that neither ended, nor waits, nor has anything running below it could never go on: better an incident than a silence.</summary>
    private void RequireContinuation(ActivityContext context, ExecutionState execution)
    {
        bool alive = !State.Executions.ContainsKey(execution.Id)
            || execution.Status != ActivityStatus.Running
            || State.Executions.Values.Any(one => one.Owner == execution.Id)
            || State.Bookmarks.Values.Any(one => one.Execution == execution.Id);
        if (!alive)
            Fault(execution, context.Node, new DeadEndException(context.Node));
    }
}
