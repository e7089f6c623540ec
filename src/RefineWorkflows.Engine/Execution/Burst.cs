using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>One worker running one instance until nothing is scheduled. The heart of the engine: everything that happens to an instance happens in this loop.</summary>
internal sealed class Burst : IDisposable
{
    /// <summary>Pure work rides along; a loop of nothing but pure work is committed after this many entries all the same.</summary>
    private const int MostPendingEntries = 256;

    private readonly InstanceSession session;
    private readonly IInstanceStore store;
    private readonly VisitRunner visits;
    private readonly EffectRunner effects;
    private readonly Inbox inbox;
    private volatile bool poked;

    public Burst(InstanceSession session, IInstanceStore store, IReadOnlyList<InboxMessage> arrived)
    {
        this.session = session;
        this.store = store;
        visits = new VisitRunner(session);
        effects = new EffectRunner(session.Instance);
        inbox = new Inbox(session, visits, effects, arrived);
        session.Canceled += effects.Cancel;
    }

    private InstanceState State => session.State;

    /// <summary>Lets a burst that waits for an effect look into its inbox.</summary>
    public void Poke()
    {
        poked = true;
        effects.Wake();
    }

    /// <summary>Runs until nothing is scheduled, or until the host stops.</summary>
    /// <param name="stopping">Signalled when the host stops: the instance is left resumable between two steps.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            if (State.LastExecution == 0)
                session.Schedule(session.Graph.Workflow, null, null, null);
            await LoopAsync(stopping);
            // An effect that ended while it was asked to stop is done: its result is kept like any other.
            foreach (EffectEvent end in await effects.StopAsync())
                await TakeInAsync(end, CancellationToken.None);
            await RestAsync(stopping.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Cut in the middle of a pure step. What it had begun was never on disk and is evaluated again by whoever continues.
            await effects.StopAsync();
            await session.Journal.AbandonAsync();
        }
        catch
        {
            await effects.StopAsync();
            throw;
        }
    }

    public void Dispose()
    {
        session.Canceled -= effects.Cancel;
        effects.Dispose();
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await LookIntoInboxAsync(stopping);
            if (State.IsFinished)
                return;
            if (!State.IsPaused)
            {
                await ResumeDueAsync(stopping);
                await RestartEffectsAsync(stopping);
                if (State.Queue.Count > 0 && !effects.AnyInForeground && !State.IsFinished)
                {
                    await StepAsync(State.Executions[State.Queue[0]], stopping);
                    continue;
                }
            }

            if (State.IsFinished || !effects.Any)
                return;
            if (await effects.NextAsync(stopping) is { } said)
                await TakeInAsync(said, stopping);
        }
    }

    private async Task LookIntoInboxAsync(CancellationToken stopping)
    {
        if (poked || session.Journal.InboxPending)
        {
            poked = false;
            inbox.Add(await store.ReadInboxAsync(session.Instance, CancellationToken.None));
        }

        if (inbox.HasWork)
            await inbox.AbsorbAsync(stopping);
    }

    /// <summary>Begins the visit whose turn it is, and commits as its effect demands.</summary>
    private async Task StepAsync(ExecutionState execution, CancellationToken stopping)
    {
        if (visits.OwesCommit)
        {
            visits.OwesCommit = false;
            await CommitAsync();
        }

        BeExecuting();
        session.Since = execution.Since;
        ActivityNode node = session.Graph.Find(execution.Activity)
            ?? throw new InvalidOperationException($"Version {State.VersionId} has no activity '{execution.Activity}'.");
        if (node.Activity.Effect == EffectKind.External)
        {
            await BeginEffectAsync(execution, node, stopping);
            return;
        }

        await visits.RunAsync(execution, node, stopping);
        // The end of the instance is written together with giving it back: nothing follows that would need it on disk first.
        bool isLast = State.IsFinished && !effects.Any;
        if (!isLast && (node.Activity.Effect == EffectKind.Local || session.Journal.PendingCount >= MostPendingEntries))
            await CommitAsync();
    }

    /// <summary>Puts the intent on disk, then begins. An effect that knows its answer asks nobody and needs no intent.</summary>
    private async Task BeginEffectAsync(ExecutionState execution, ActivityNode node, CancellationToken stopping)
    {
        try
        {
            if (await visits.EvaluateInputsAsync(execution, node, stopping) is not { } inputs)
            {
                await CommitAsync();
                return;
            }

            await session.Secrets.RevealAsync(execution, node, stopping);
            EffectStart start = effects.Describe(execution, node, session.Secrets.Among(inputs, execution.Id)) with { Attempt = execution.Attempt + 1 };
            EffectResult? known = ((ExternalActivity)node.Activity).TryWithoutAsking(EffectContext.WithoutBackEnd(start, stopping));
            session.Emit(new ActivityStarted(new(execution.Id), start.Attempt, inputs, known is null ? start.Key : null) { Withheld = VisitRunner.Withheld(node) });
            if (known is not null)
            {
                await FinishAsync(execution, known, stopping);
                return;
            }

            await CommitAsync();
            effects.Start(start, node, stopping);
        }
        catch (WorkflowException problem) when (problem is ConversionException or InputException)
        {
            visits.Fault(execution, node, problem);
            await CommitAsync();
        }
    }

    /// <summary>Takes up effects that an earlier process left in flight, and those whose next attempt is due.</summary>
    private async Task RestartEffectsAsync(CancellationToken stopping)
    {
        DateTimeOffset now = session.Time.GetUtcNow();
        foreach (ExecutionState execution in State.Executions.Values.Where(one => one.Key is not null && !effects.IsRunning(one.Id)).ToList())
        {
            if (execution.Status != ActivityStatus.Running || execution.RetryAt > now)
                continue;
            BeExecuting();
            ActivityNode node = session.Graph.Find(execution.Activity)!;
            try
            {
                await session.Secrets.RevealAsync(execution, node, stopping);
                if (execution.Handle is null || execution.RetryAt is not null)
                    session.Emit(new ActivityStarted(new(execution.Id), execution.Attempt + 1, null, execution.Key));
                EffectStart start = effects.Describe(execution, node, session.Secrets.Among(execution.Inputs, execution.Id));
                await CommitAsync();
                effects.Start(start, node, stopping);
            }
            catch (WorkflowException problem) when (problem is ConversionException or InputException)
            {
                visits.Fault(execution, node, problem);
                await CommitAsync();
            }
        }
    }

    /// <summary>Takes in what a running effect has to say. Its result is on disk before anything follows.</summary>
    private async Task TakeInAsync(EffectEvent said, CancellationToken stopping)
    {
        bool isOver = said.Result is not null || said.Failure is not null;
        if (isOver)
            effects.Forget(said.Execution);
        if (!State.Executions.TryGetValue(said.Execution, out ExecutionState? execution))
        {
            said.Saved?.TrySetCanceled(CancellationToken.None);
            return;
        }

        session.Since = execution.Since;
        if (said.Note is not null)
            await SaveAsync(execution, said);
        else if (said.Result is { } result)
            await KeepAsync(execution, result, stopping);
        else if (said.Failure is { } failure && !(failure is OperationCanceledException && stopping.IsCancellationRequested))
            await FailAsync(execution, failure);
    }

    private async Task SaveAsync(ExecutionState execution, EffectEvent said)
    {
        if (said.Note!.Handle is { } handle)
            session.Emit(new HandleSaved(new(execution.Id), session.Secrets.Scrub(execution.Id, handle)));
        if (said.Note.Checkpoint is { } checkpoint)
            session.Emit(new CheckpointSaved(new(execution.Id), session.Secrets.Scrub(execution.Id, checkpoint)));
        try
        {
            await CommitAsync();
            said.Saved!.TrySetResult();
        }
        catch (Exception failure)
        {
            said.Saved!.TrySetException(failure);
            throw;
        }
    }

    private async Task KeepAsync(ExecutionState execution, EffectResult result, CancellationToken stopping)
    {
        await FinishAsync(execution, result, stopping);
        await CommitAsync();
    }

    private async Task FinishAsync(ExecutionState execution, EffectResult result, CancellationToken stopping)
    {
        ActivityNode node = session.Graph.Find(execution.Activity)!;
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string name, object? value) in result.Outputs)
        {
            outputs[name] = session.Secrets.Scrub(execution.Id, ValueConverter.ToElement(value));
            if (node.Outputs.FirstOrDefault(one => one.Name == name) is { } output)
                session.Deliver(output, outputs[name], execution.Id);
        }

        session.Journal.Record(result.Records);
        if (result.Branch is { } branch)
        {
            session.Emit(new EffectEnded(new(execution.Id), outputs));
            session.Schedule(branch, execution.Id, null, null);
            return;
        }

        await visits.CompleteAsync(execution, result.Outcomes.Count == 0 ? null : result.Outcomes, outputs, stopping);
    }

    private async Task FailAsync(ExecutionState execution, Exception failure)
    {
        if (NoSpace.IsBehind(failure))
            throw new StorageFullException(failure);
        ActivityNode node = session.Graph.Find(execution.Activity)!;
        var activity = (ExternalActivity)node.Activity;
        RetryPolicy retry = activity.RetryAfter(failure);
        bool counts = activity.IsAttempt(failure);
        if ((!counts || execution.Attempt - execution.Uncounted < retry.Attempts) && activity.IsTransient(failure))
        {
            TimeSpan drawn = retry.Wait(execution.Attempt, Jitter(execution));
            TimeSpan wait = activity.WaitAskedFor(failure) is { } asked && asked > drawn ? asked : drawn;
            session.Emit(new RetryScheduled(new(execution.Id), execution.Attempt, session.Time.GetUtcNow() + wait, session.Secrets.Scrub(execution.Id, failure.Message)) { IsUncounted = !counts });
        }
        else
        {
            visits.Fault(execution, node, failure);
        }

        await CommitAsync();
    }

    private async Task ResumeDueAsync(CancellationToken stopping)
    {
        DateTimeOffset now = session.Time.GetUtcNow();
        foreach (BookmarkState due in State.Bookmarks.Values.Where(one => one.DueAt <= now).OrderBy(one => one.DueAt).ToList())
        {
            if (State.IsFinished || !State.Bookmarks.ContainsKey(due.Id))
                continue;
            BeExecuting();
            await visits.ResumeAsync(due, EngineJson.Null, due.DueAt!.Value, stopping);
        }
    }

    /// <summary>Leaves the instance as it is until something makes it ready, and gives the lease back with the same write.</summary>
    private Task RestAsync(bool stopped)
    {
        if (!State.IsFinished)
        {
            bool couldGoOn = !State.IsPaused && (State.Queue.Count > 0 || State.Executions.Values.Any(IsInFlight));
            InstanceSubStatus rest = stopped && couldGoOn ? InstanceSubStatus.Interrupted : InstanceSubStatus.Suspended;
            if (State.SubStatus != rest)
                session.Emit(new StatusChanged(InstanceStatus.Running, rest, null));
        }

        return session.Journal.CommitAsync(ReadyAt(), release: true);
    }

    private void BeExecuting()
    {
        if (State.SubStatus != InstanceSubStatus.Executing && !State.IsFinished)
            session.Emit(new StatusChanged(InstanceStatus.Running, InstanceSubStatus.Executing, null));
    }

    private Task CommitAsync() => session.Journal.CommitAsync(ReadyAt(), release: false);

    private DateTimeOffset? ReadyAt()
    {
        if (State.IsFinished || State.IsPaused)
            return null;
        if (State.Queue.Count > 0 || State.Executions.Values.Any(IsInFlight))
            return session.Time.GetUtcNow();
        return State.Bookmarks.Values.Select(one => one.DueAt)
            .Concat(State.Executions.Values.Select(one => one.RetryAt))
            .Where(due => due is not null)
            .Min();
    }

    private static bool IsInFlight(ExecutionState execution) => execution is { Key: not null, Status: ActivityStatus.Running, RetryAt: null };

    /// <summary>A number in [0, 1) that is the same whoever computes it, so that a rebuilt state waits as long as the lived one.</summary>
    private static double Jitter(ExecutionState execution)
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in $"{execution.Key}:{execution.Attempt}")
            hash = (hash ^ unit) * 1099511628211;
        // FNV leaves the last characters in the low bits, and the attempt is the last: mixed as MurmurHash3 ends.
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
