using Microsoft.Extensions.Logging;
using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>One device and the back ends that share it. Nobody is asked anything before the first step comes.</summary>
/// <param name="group">Its device group.</param>
/// <param name="options">How it is shared.</param>
/// <param name="members">Who shares it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where phases and doubts are told.</param>
public sealed partial class GpuDevice(string group, GpuDeviceOptions options, IReadOnlyList<GpuMember> members, TimeProvider time, ILogger log) : IDisposable
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly GpuLease? lease = options.Folder is { } folder ? new GpuLease(folder, group, time) : null;
    private volatile GpuScheduler? scheduler;

    public string Group { get; } = group;

    public IReadOnlyList<GpuMember> Members { get; } = members;

    /// <summary>Runs a step of a member once it is its turn and its model is in memory.</summary>
    /// <exception cref="BackEndException">The step or the load failed.</exception>
    public async Task<T> RunAsync<T>(string member, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
        => await (await SchedulerAsync(cancellationToken)).RunAsync(member, background: false, step, cancellationToken);

    /// <summary>What models may hold here together.</summary>
    public Task<GpuBudget> BudgetAsync(CancellationToken cancellationToken)
        => GpuBudget.FindAsync(options.Budget, IsThisMachine ? options.DevicesAsync : null, Members.Select(one => one.AskAsync), cancellationToken);

    /// <summary>What to expect of it; asks who has to be asked for the memory, and loads nothing.</summary>
    public async Task<GpuPlan> PlanAsync(CancellationToken cancellationToken) => GpuPlan.Of(Group, await BudgetAsync(cancellationToken), Members);

    public void Dispose()
    {
        lease?.Dispose();
        opening.Dispose();
    }

    private bool IsThisMachine => Group == DeviceGroup.ThisMachine;

    private async Task<GpuScheduler> SchedulerAsync(CancellationToken cancellationToken)
    {
        if (scheduler is { } ready)
            return ready;
        await opening.WaitAsync(cancellationToken);
        try
        {
            return scheduler ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<GpuScheduler> OpenAsync(CancellationToken cancellationToken)
    {
        GpuBudget budget = await BudgetAsync(cancellationToken);
        IResident[] residents = await Task.WhenAll(Members.Select(one => one.ResidentAsync(cancellationToken)));
        if (!budget.IsKnown && residents.Length > 1)
            LogUnlimited(Group);
        foreach (IResident large in residents.Where(one => one.Need > budget.Bytes))
            LogLarge(large.Name, large.Need!.Value / (double)(1L << 30), Group, budget.ToString());
        return new GpuScheduler(
            new GpuSchedulerOptions(new SwapPolicy(budget.Bytes) { Order = options.Order })
            {
                LongestHold = options.LongestHold,
                Lease = lease,
                MeasureAsync = MeasureAsync,
                OnPhase = Tell,
            },
            residents,
            time);
    }

    private async Task<long?> MeasureAsync(CancellationToken cancellationToken)
        => IsThisMachine && (await options.DevicesAsync(cancellationToken)).MaxBy(one => one.Total) is { } card ? card.Used : null;

    private void Tell(GpuPhase phase)
    {
        GpuTimeline.Current?.Add(phase);
        LogLevel level = phase.Warning is not null && phase.Kind != GpuPhaseKind.Step ? LogLevel.Warning : phase.Kind is GpuPhaseKind.Load or GpuPhaseKind.Release ? LogLevel.Information : LogLevel.Debug;
        LogPhase(level, Group, phase);
    }

    [LoggerMessage("{Group}: {Phase}")]
    private partial void LogPhase(LogLevel level, string group, GpuPhase phase);

    [LoggerMessage(LogLevel.Warning, "{Group}: nobody tells how much graphics memory there is, so that models are not swapped before one is out of memory. Set Gpu:BudgetGigabytes.")]
    private partial void LogUnlimited(string group);

    [LoggerMessage(LogLevel.Warning, "{Model} needs {Need:0.#} GiB, and {Group} has {Budget}: it gets the whole device, and its server has to keep the rest elsewhere. Take a smaller or more strongly quantised model.")]
    private partial void LogLarge(string model, double need, string group, string budget);
}
