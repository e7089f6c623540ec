namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>
/// What waits, what runs and what is in memory: the state that <see cref="SwapPlanner"/> decides on. The scheduler and
/// the simulator both turn it, so that what is simulated is what runs. Not thread-safe; knows no clock but the times
/// that it is told.
/// </summary>
internal sealed class GpuQueue
{
    /// <summary>Share of the newest measurement in the expected times.</summary>
    private const double Newest = 0.3;

    private readonly SwapPlanner planner;
    private readonly Dictionary<string, GpuModel> models;
    private readonly SortedDictionary<long, GpuRequest> waiting = [];
    private GpuBatch? batch;
    private long newest;

    public GpuQueue(SwapPolicy policy, IEnumerable<GpuModel> members)
    {
        planner = new SwapPlanner(policy);
        models = members.ToDictionary(one => one.Name, StringComparer.Ordinal);
        if (models.Values.FirstOrDefault(one => one.Need < 0) is { } negative)
            throw new GpuException($"'{negative.Name}' cannot need {Gib(negative.Need)} of graphics memory; give 0 or more.");
        Memory = new GpuMemory(models, [.. models.Values.Where(one => one.Pinned).Select(one => one.Name)], policy.Budget);
        long pinned = Memory.Used;
        if (pinned > policy.Budget)
            throw new GpuException($"Models that never give their memory back ({string.Join(", ", Memory.Loaded)}) need {Gib(pinned)}, the budget is {Gib(policy.Budget)}. Let one of them sleep when idle, or raise the budget.");
        if (models.Values.FirstOrDefault(one => !one.Pinned && one.Need + pinned > policy.Budget) is { } large)
        {
            string kept = pinned == 0 ? "" : $", of which {string.Join(", ", Memory.Loaded)} never gives {Gib(pinned)} back";
            throw new GpuException($"'{large.Name}' needs {Gib(large.Need)} of graphics memory, the budget is {Gib(policy.Budget)}{kept}. Take a smaller or more strongly quantised model, or raise the budget.");
        }
    }

    public GpuMemory Memory { get; private set; }

    public int Count => waiting.Count;

    public bool Knows(string model) => models.ContainsKey(model);

    /// <param name="model">The model a step needs.</param>
    /// <param name="background">Whether it gives way to everything in the foreground.</param>
    /// <param name="now">When it arrives.</param>
    /// <param name="running">How long the step that runs is expected to go on.</param>
    public GpuRequest Add(string model, bool background, DateTimeOffset now, TimeSpan running)
    {
        TimeSpan patience = planner.PatienceOf(model, background, waiting.Values, Memory, running);
        var request = new GpuRequest(++newest, model, now, patience, background);
        waiting.Add(request.Number, request);
        return request;
    }

    /// <summary>Takes a request out that nobody waits for any longer.</summary>
    /// <returns>False when it is not waiting: it has its turn already.</returns>
    public bool Remove(GpuRequest request) => waiting.Remove(request.Number);

    /// <summary>Takes the next turn, or null when nothing waits. The caller tells what becomes of it by <see cref="Released"/> and <see cref="Loaded"/>.</summary>
    public GpuTurn? Take(DateTimeOffset now)
    {
        if (planner.Next(waiting.Values, Memory, batch, now) is not { } turn)
            return null;
        waiting.Remove(turn.Request.Number);
        batch = planner.BatchAfter(turn, batch, newest, Memory);
        if (!turn.Load)
            Memory = Memory.After(turn.Request.Model);
        return turn;
    }

    public void Released(string model) => Memory = Memory.Without(model);

    public void Loaded(string model) => Memory = Memory.After(model);

    /// <summary>Takes over what was found in memory, and what has been learnt elsewhere; names of no member are left out. Pinned models stay.</summary>
    public void Adopt(IReadOnlyList<string> loaded)
        => Memory = Memory with { Loaded = [.. models.Values.Where(one => one.Pinned).Select(one => one.Name), .. loaded.Where(name => models.TryGetValue(name, out GpuModel? known) && !known.Pinned).Distinct()] };

    /// <summary>The same turn by what is in memory now.</summary>
    public GpuTurn Renewed(GpuTurn turn)
        => turn with { Release = Memory.RoomFor(turn.Request.Model, waiting.Values.Select(one => one.Model).ToHashSet()), Load = !Memory.Holds(turn.Request.Model) };

    /// <summary>Sets what a model needs to what was seen; at most what is left beside the pinned ones.</summary>
    public void LearnNeed(string model, long need)
    {
        long pinned = models.Values.Where(one => one.Pinned).Sum(one => one.Need);
        models[model] = models[model] with { Need = Math.Clamp(need, 0, Math.Max(0, Memory.Budget - pinned)) };
    }

    public TimeSpan ExpectedStep(string model) => models[model].StepTime;

    public TimeSpan ExpectedLoad(string model) => models[model].LoadTime;

    public void LearnLoad(string model, TimeSpan took) => models[model] = models[model] with { LoadTime = Learnt(models[model].LoadTime, took) };

    public void LearnStep(string model, TimeSpan took) => models[model] = models[model] with { StepTime = Learnt(models[model].StepTime, took) };

    private static TimeSpan Learnt(TimeSpan known, TimeSpan took) => (known * (1 - Newest)) + (took * Newest);

    private static string Gib(long bytes) => FormattableString.Invariant($"{bytes / (double)(1L << 30):0.#} GiB");
}
