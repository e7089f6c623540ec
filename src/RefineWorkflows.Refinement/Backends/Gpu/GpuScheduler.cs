namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>
/// The one lease of a device group: one step at a time has the graphics memory, and between steps models are swapped
/// as seldom as fairness allows. Nothing is swapped while a step runs. What is in memory is what this process loaded,
/// what the process that had the device before left written, and what servers say of themselves; members that nobody
/// told of are released when an out-of-memory error shows them to be there.
/// </summary>
public sealed class GpuScheduler
{
    /// <summary>A tenth more than was seen is kept for steps that take a little more.</summary>
    private const int SpareShare = 10;

    private readonly object gate = new();
    private readonly GpuSchedulerOptions options;
    private readonly TimeProvider time;
    private readonly Dictionary<string, IResident> members;
    private readonly Dictionary<GpuRequest, TaskCompletionSource<GpuTurn>> callers = [];
    private readonly HashSet<string> unknown;
    private readonly Dictionary<string, long> learnt = new(StringComparer.Ordinal);
    private readonly AsyncLocal<bool> hasTurn = new();
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
        unknown = [.. members.Where(one => one.Need is null && !one.IsPinned).Select(one => one.Name)];
        long budget = options.Policy.Budget, most = Math.Max(0, budget - members.Where(one => one.IsPinned).Sum(one => one.Need ?? 0));
        long unsaid = budget >= SwapPolicy.Unlimited ? 0 : most;
        queue = new GpuQueue(options.Policy, members.Select(one => new GpuModel(
            one.Name,
            one.IsPinned ? one.Need ?? 0 : Math.Min(one.Need ?? unsaid, most),
            options.ExpectedLoad,
            options.ExpectedStep,
            one.IsPinned)));
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
        if (hasTurn.Value)
            throw new InvalidOperationException($"A step that has a turn of the device asks for another one, of {model}, and would wait for itself.");
        hasTurn.Value = true;
        DateTimeOffset asked = time.GetUtcNow();
        long start = time.GetTimestamp();
        GpuTurn turn = await TurnAsync(model, background, cancellationToken);
        try
        {
            turn = await HoldAsync(turn, cancellationToken);
            options.OnPhase(new GpuPhase(GpuPhaseKind.Wait, model, turn.Cause, asked, time.GetElapsedTime(start), null, null, null));
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
                foreach (IResident other in await MaybeHeldAsync(model, cancellationToken))
                    used = await ReleaseAsync(other.Name, $"{model} was out of memory", used, cancellationToken);
                return await LoadAndStepAsync(resident, turn with { Load = !resident.IsPinned, Cause = "again after it was out of memory" }, used, step, cancellationToken);
            }
        }
        finally
        {
            Pass();
        }
    }

    /// <summary>Takes the device from other processes; what they left in memory may change what the turn has to begin with.</summary>
    private async Task<GpuTurn> HoldAsync(GpuTurn turn, CancellationToken cancellationToken)
    {
        if (options.Lease is not { } lease || await lease.TakeAsync(cancellationToken) is not { } left)
            return turn;
        string[] loaded = await FoundAsync(left, cancellationToken);
        lock (gate)
        {
            foreach ((string name, long need) in left.Needs.Where(one => unknown.Contains(one.Key)))
                LearnNeed(name, need);
            queue.Adopt(loaded);
            return queue.Renewed(turn);
        }
    }

    private async Task<string[]> FoundAsync(GpuLeaseState left, CancellationToken cancellationToken)
    {
        IResident[] asked = [.. members.Values.Where(one => !one.IsPinned)];
        long?[] held = await Task.WhenAll(asked.Select(one => HeldAsync(one, cancellationToken)));
        Dictionary<string, long?> told = asked.Zip(held).ToDictionary(one => one.First.Name, one => one.Second, StringComparer.Ordinal);
        // By age where the last holder knew it; what came without it is the least known.
        return [.. told.Keys.Where(name => told[name] > 0 && !left.Loaded.Contains(name)), .. left.Loaded.Where(name => told.TryGetValue(name, out long? now) && now is null or > 0)];
    }

    /// <summary>The other members, without those whose servers say that they hold nothing.</summary>
    private async Task<IReadOnlyList<IResident>> MaybeHeldAsync(string model, CancellationToken cancellationToken)
    {
        IResident[] others = [.. members.Values.Where(one => one.Name != model && !one.IsPinned)];
        long?[] held = await Task.WhenAll(others.Select(one => HeldAsync(one, cancellationToken)));
        return [.. others.Where((_, place) => held[place] != 0)];
    }

    private async Task<long?> HeldAsync(IResident resident, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.QuestionLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await resident.HeldAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (BackEndException)
        {
            // Its own step will say what is wrong with it; here nobody needs it.
            return null;
        }
    }

    private async Task<T> LoadAndStepAsync<T>(IResident resident, GpuTurn turn, long? used, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        long? before = used;
        if (turn.Load)
        {
            (used, TimeSpan took) = await PhaseAsync(GpuPhaseKind.Load, resident.Name, turn.Cause, used, async () =>
            {
                await resident.LoadAsync(cancellationToken);
                return null;
            });
            lock (gate)
            {
                queue.Loaded(resident.Name);
                queue.LearnLoad(resident.Name, took);
            }

            Note();
        }

        T result = default!;
        (used, TimeSpan stepTook) = await PhaseAsync(GpuPhaseKind.Step, resident.Name, turn.Cause, used, async () =>
        {
            result = await step(cancellationToken);
            return null;
        });
        lock (gate)
            queue.LearnStep(resident.Name, stepTook);
        if (unknown.Contains(resident.Name) && !learnt.ContainsKey(resident.Name))
            await LearnNeedAsync(resident, turn.Load && used > before ? used - before : null);
        return result;
    }

    /// <summary>Its server's word, else by how much the card is fuller than before.</summary>
    private async Task LearnNeedAsync(IResident resident, long? grown)
    {
        if ((await HeldAsync(resident, CancellationToken.None) is > 0 and { } held ? held : grown) is not { } need)
            return;
        lock (gate)
            LearnNeed(resident.Name, need + (need / SpareShare));
        Note();
    }

    private void LearnNeed(string model, long need)
    {
        learnt[model] = need;
        queue.LearnNeed(model, need);
    }

    private async Task<long?> ReleaseAsync(string model, string cause, long? used, CancellationToken cancellationToken)
    {
        (long? after, _) = await PhaseAsync(GpuPhaseKind.Release, model, cause, used, async () =>
        {
            using var limit = new CancellationTokenSource(options.ProofLimit, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                return await members[model].ReleaseAsync(both.Token)
                    ? null
                    : $"{model} could not prove that it gave its memory back; what follows may be slow or out of memory. Look at what else its server has loaded.";
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return FormattableString.Invariant($"{model} did not prove within {options.ProofLimit.TotalSeconds:0} s that it gave its memory back; what follows may be slow or out of memory. Look whether its server still answers.");
            }
            catch (BackEndException failure)
            {
                return $"{model} could not be asked for its memory: {failure.Message}";
            }
        });

        // What could not be proved counts as gone, too: the servers page by themselves, and asking at every swap would cost the limit each time.
        Forget(model);
        Note();
        return after;
    }

    /// <param name="action">Does it; gives a warning, or null when nothing is doubtful about it.</param>
    private async Task<(long? Used, TimeSpan Took)> PhaseAsync(GpuPhaseKind kind, string model, string cause, long? used, Func<Task<string?>> action)
    {
        DateTimeOffset began = time.GetUtcNow();
        long start = time.GetTimestamp();
        string? warning;
        try
        {
            warning = await action();
        }
        catch (Exception failure)
        {
            options.OnPhase(new GpuPhase(kind, model, cause, began, time.GetElapsedTime(start), used, null, failure is OperationCanceledException ? "cancelled" : failure.Message));
            throw;
        }

        TimeSpan took = time.GetElapsedTime(start);
        // Not with the caller's token: what has been made must not be lost because its figures were not taken.
        long? after = await options.MeasureAsync(CancellationToken.None);
        options.OnPhase(new GpuPhase(kind, model, cause, began, took, used, after, warning));
        return (after, took);
    }

    private void Note()
    {
        if (options.Lease is not { } lease)
            return;
        lock (gate)
            lease.Note(queue.Memory.Loaded, learnt);
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
        try
        {
            if (options.Lease is { } lease && (Waiting == 0 || (lease.HeldFor >= options.LongestHold && lease.IsWanted())))
                lease.GiveUp();
        }
        finally
        {
            lock (gate)
                Begin(time.GetUtcNow());
        }
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
