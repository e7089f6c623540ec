namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>
/// The one lease of a device group: one step at a time has the graphics memory, and between steps models are swapped
/// as seldom as fairness allows. Nothing is swapped while a step runs. What is in memory is what this process loaded:
/// after a start it knows of nothing, and releases members that an out-of-memory error shows to be there.
/// </summary>
public sealed class GpuScheduler
{
    private readonly object gate = new();
    private readonly GpuSchedulerOptions options;
    private readonly TimeProvider time;
    private readonly Dictionary<string, IResident> members;
    private readonly Dictionary<GpuRequest, TaskCompletionSource<GpuTurn>> callers = [];
    private readonly GpuQueue queue;
    private DateTimeOffset? expectedEnd;
    private bool busy;

    /// <param name="options">How the group is shared.</param>
    /// <param name="members">Every model of the group.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="GpuException">A member needs more than the budget, or two have one name.</exception>
    public GpuScheduler(GpuSchedulerOptions options, IReadOnlyCollection<IResident> members, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        if (members.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GpuException($"Two members of the device group are called '{twice.Key}'. Give each back end a name of its own.");
        this.members = members.ToDictionary(one => one.Name, StringComparer.Ordinal);
        queue = new GpuQueue(options.Policy, members.Select(one => new GpuModel(one.Name, one.Need, options.ExpectedLoad, options.ExpectedStep, one.IsPinned)));
    }

    /// <summary>Steps that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return queue.Count;
        }
    }

    /// <summary>Names of the models in memory, the least recently used first.</summary>
    public IReadOnlyList<string> Loaded
    {
        get
        {
            lock (gate)
                return queue.Memory.Loaded;
        }
    }

    /// <summary>
    /// Runs a step once it is its turn and its model is in memory. When it or the load ends with
    /// <see cref="BackEndFailure.OutOfMemory"/>, every other member of the group is released and it is tried once more.
    /// </summary>
    /// <param name="model">Name of the member the step needs.</param>
    /// <param name="background">Whether it gives way to everything in the foreground (training).</param>
    /// <param name="step">The step; it must not ask for a turn of the same group, which would wait for itself. Asked a second time after it failed for want of memory.</param>
    /// <param name="cancellationToken">Stops waiting, or is passed on to what runs. The next step is begun only when this one has ended.</param>
    /// <exception cref="GpuException">The group has no such member.</exception>
    /// <exception cref="BackEndException">The step or the load failed.</exception>
    public async Task<T> RunAsync<T>(string model, bool background, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        if (!members.TryGetValue(model, out IResident? resident))
            throw new GpuException($"The device group has no member '{model}'; it has {string.Join(", ", members.Keys)}.");
        GpuTurn turn = await TurnAsync(model, background, cancellationToken);
        try
        {
            long? used = await options.MeasureAsync(CancellationToken.None);
            foreach (string gone in turn.Release)
                used = await ReleaseAsync(gone, $"room for {model}: {turn.Cause}", used, cancellationToken);
            try
            {
                return await LoadAndStepAsync(resident, turn, used, step, cancellationToken);
            }
            catch (BackEndException failure) when (failure.Failure == BackEndFailure.OutOfMemory)
            {
                if (!resident.IsPinned)
                    Forget(model);
                used = await options.MeasureAsync(CancellationToken.None);
                foreach (IResident other in members.Values.Where(one => one.Name != model && !one.IsPinned))
                    used = await ReleaseAsync(other.Name, $"{model} was out of memory", used, cancellationToken);
                return await LoadAndStepAsync(resident, turn with { Load = !resident.IsPinned, Cause = "again after it was out of memory" }, used, step, cancellationToken);
            }
        }
        finally
        {
            Pass();
        }
    }

    private async Task<T> LoadAndStepAsync<T>(IResident resident, GpuTurn turn, long? used, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        if (turn.Load)
        {
            TimeSpan took;
            (_, used, took) = await PhaseAsync(GpuPhaseKind.Load, resident.Name, turn.Cause, used, async () =>
            {
                await resident.LoadAsync(cancellationToken);
                return true;
            }, _ => null);
            lock (gate)
            {
                queue.Loaded(resident.Name);
                queue.LearnLoad(resident.Name, took);
            }
        }

        (T result, _, TimeSpan stepTook) = await PhaseAsync(GpuPhaseKind.Step, resident.Name, turn.Cause, used, () => step(cancellationToken), _ => null);
        lock (gate)
            queue.LearnStep(resident.Name, stepTook);
        return result;
    }

    private async Task<long?> ReleaseAsync(string model, string cause, long? used, CancellationToken cancellationToken)
    {
        string? problem = null;
        (_, long? after, _) = await PhaseAsync(GpuPhaseKind.Release, model, cause, used, async () =>
        {
            using var limit = new CancellationTokenSource(options.ProofLimit, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                if (!await members[model].ReleaseAsync(both.Token))
                    problem = $"{model} could not prove that it gave its memory back; what follows may be slow or out of memory. Look at what else its server has loaded.";
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                problem = FormattableString.Invariant($"{model} did not prove within {options.ProofLimit.TotalSeconds:0} s that it gave its memory back; what follows may be slow or out of memory. Look whether its server still answers.");
            }
            catch (BackEndException failure)
            {
                problem = $"{model} could not be asked for its memory: {failure.Message}";
            }

            return true;
        }, _ => problem);

        // What could not be proved counts as gone, too: the servers page by themselves, and asking at every swap would cost the limit each time.
        Forget(model);
        return after;
    }

    private async Task<(T Result, long? Used, TimeSpan Took)> PhaseAsync<T>(GpuPhaseKind kind, string model, string cause, long? used, Func<Task<T>> action, Func<T, string?> warning)
    {
        DateTimeOffset began = time.GetUtcNow();
        long start = time.GetTimestamp();
        T result;
        try
        {
            result = await action();
        }
        catch (Exception failure)
        {
            options.OnPhase(new GpuPhase(kind, model, cause, began, time.GetElapsedTime(start), used, null, failure is OperationCanceledException ? "cancelled" : failure.Message));
            throw;
        }

        TimeSpan took = time.GetElapsedTime(start);
        // Not with the caller's token: what has been made must not be lost because its figures were not taken.
        long? after = await options.MeasureAsync(CancellationToken.None);
        options.OnPhase(new GpuPhase(kind, model, cause, began, took, used, after, warning(result)));
        return (result, after, took);
    }

    private async Task<GpuTurn> TurnAsync(string model, bool background, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<GpuTurn>(TaskCreationOptions.RunContinuationsAsynchronously);
        GpuRequest request;
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            TimeSpan running = expectedEnd is { } end && end > now ? end - now : TimeSpan.Zero;
            request = queue.Add(model, background, now, running);
            callers.Add(request, turn);
            if (!busy)
                Begin(now);
        }

        await using CancellationTokenRegistration giveUp = cancellationToken.Register(() =>
        {
            lock (gate)
            {
                if (!queue.Remove(request))
                    return;
                callers.Remove(request);
            }

            turn.SetCanceled(cancellationToken);
        });
        return await turn.Task;
    }

    private void Pass()
    {
        lock (gate)
            Begin(time.GetUtcNow());
    }

    private void Begin(DateTimeOffset now)
    {
        GpuTurn? next = queue.Take(now);
        busy = next is not null;
        expectedEnd = null;
        if (next is null)
            return;
        TimeSpan load = next.Load ? queue.ExpectedLoad(next.Request.Model) : TimeSpan.Zero;
        expectedEnd = now + load + queue.ExpectedStep(next.Request.Model);
        callers.Remove(next.Request, out TaskCompletionSource<GpuTurn>? caller);
        caller!.SetResult(next);
    }

    private void Forget(string model)
    {
        lock (gate)
            queue.Released(model);
    }
}
