using System.Globalization;

namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>
/// Decides which waiting step runs next. Pure: the same situation gives the same answer. Steps of models in memory go
/// first. A step is overdue once it was overtaken for about as long as it would have waited first come, first served;
/// then its model's turn comes, oldest deadline first. A model that was just loaded may first work off a batch
/// that is worth the swap, so that a long queue in which everything is overdue does not swap at every step.
/// No step starves: its deadline is at most the age limit away, every step that arrives after that has a later one, and
/// before it there are finitely many batches of bounded length.
/// </summary>
/// <param name="policy">How far fairness bends.</param>
public sealed class SwapPlanner(SwapPolicy policy)
{
    /// <summary>How long a step that arrives now may be overtaken.</summary>
    /// <param name="model">The model it needs.</param>
    /// <param name="background">Whether it gives way to everything in the foreground.</param>
    /// <param name="waiting">What waits already.</param>
    /// <param name="memory">What is loaded.</param>
    /// <param name="running">How long the step that runs is expected to go on.</param>
    public TimeSpan PatienceOf(string model, bool background, IReadOnlyCollection<GpuRequest> waiting, GpuMemory memory, TimeSpan running)
    {
        if (policy.Order == GpuOrder.FirstCome)
            return TimeSpan.Zero;
        if (background)
            return policy.BackgroundAgeLimit;
        TimeSpan wait = running;
        foreach (GpuRequest ahead in waiting.Where(one => !one.Background).OrderBy(one => one.Number))
        {
            (TimeSpan swap, memory) = Turn(ahead.Model, memory);
            wait += swap + memory.Models[ahead.Model].StepTime;
        }

        TimeSpan own = Turn(model, memory).Swap;
        TimeSpan patience = (wait + own) * policy.Patience;
        return patience < policy.AgeLimit ? patience : policy.AgeLimit;
    }

    /// <summary>The next step, or null when none waits.</summary>
    /// <param name="waiting">Steps that wait, in any order.</param>
    /// <param name="memory">What is loaded.</param>
    /// <param name="batch">The batch that runs; null when there is none.</param>
    /// <param name="now">The time at which the device is free.</param>
    public GpuTurn? Next(IReadOnlyCollection<GpuRequest> waiting, GpuMemory memory, GpuBatch? batch, DateTimeOffset now)
    {
        List<GpuRequest> ready = [.. waiting.Where(one => !one.Background || one.Deadline <= now)];
        if (ready.Count == 0)
            ready = [.. waiting];
        if (ready.Count == 0)
            return null;
        (GpuRequest chosen, string cause) = policy.Order == GpuOrder.FirstCome
            ? (ready.MinBy(one => one.Number)!, "oldest")
            : Choose(ready, memory, batch, now);
        return new GpuTurn(chosen, memory.RoomFor(chosen.Model, waiting.Select(one => one.Model).ToHashSet()), !memory.Holds(chosen.Model), cause);
    }

    /// <summary>The batch that runs on once <paramref name="turn"/> has been taken.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="batch">The batch before it.</param>
    /// <param name="newest">Number of the newest request that has arrived.</param>
    /// <param name="memory">The memory before the turn.</param>
    public GpuBatch BatchAfter(GpuTurn turn, GpuBatch? batch, long newest, GpuMemory memory)
    {
        GpuModel model = memory.Models[turn.Request.Model];
        return !turn.Load && batch?.Model == model.Name
            ? batch with { Left = batch.Left - model.StepTime }
            : new GpuBatch(model.Name, newest, ((turn.Load ? model.LoadTime : TimeSpan.Zero) * policy.BatchFactor) - model.StepTime);
    }

    private static (GpuRequest Chosen, string Cause) Choose(List<GpuRequest> ready, GpuMemory memory, GpuBatch? batch, DateTimeOffset now)
    {
        GpuRequest? batched = batch is null || batch.Left <= TimeSpan.Zero || !memory.Holds(batch.Model)
            ? null
            : ready.Where(one => one.Model == batch.Model && one.Number <= batch.LastNumber).MinBy(one => one.Number);
        if (batched is not null)
            return (batched, "batch of the model that was just loaded");

        GpuRequest? overdue = ready.Where(one => one.Deadline <= now).OrderBy(one => one.Deadline).ThenBy(one => one.Number).FirstOrDefault();
        if (overdue is not null)
            return (overdue, string.Create(CultureInfo.InvariantCulture, $"overdue after {(now - overdue.Since).TotalSeconds:0} s"));

        GpuRequest? resident = ready.Where(one => memory.Holds(one.Model)).MinBy(one => one.Number);
        if (resident is not null)
            return (resident, "its model is in memory");
        GpuRequest oldest = ready.MinBy(one => one.Number)!;
        return (oldest, string.Create(CultureInfo.InvariantCulture, $"{ready.Count(one => one.Model == oldest.Model)} of {ready.Count} waiting steps need its model, none a model in memory"));
    }

    private static (TimeSpan Swap, GpuMemory Memory) Turn(string model, GpuMemory memory)
    {
        if (memory.Holds(model))
            return (TimeSpan.Zero, memory.After(model));
        foreach (string gone in memory.RoomFor(model, new HashSet<string>()))
            memory = memory.Without(gone);
        return (memory.Models[model].LoadTime, memory.After(model));
    }
}
