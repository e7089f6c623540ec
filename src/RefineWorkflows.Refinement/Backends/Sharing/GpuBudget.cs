using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>How much graphics memory models of a device may hold together, and who says so.</summary>
/// <param name="Bytes">The budget; <see cref="SwapPolicy.Unlimited"/> where nobody tells.</param>
/// <param name="Source">Who says so, in words.</param>
public sealed record GpuBudget(long Bytes, string Source)
{
    /// <summary>Share of a card that models may hold: the rest is the desktop's, the driver's and what fragments waste.</summary>
    public const double UsableShare = 0.9;

    public bool IsKnown => Bytes < SwapPolicy.Unlimited;

    /// <summary>The budget of a device: as configured, else by the driver, else by one of its servers, else without a limit.</summary>
    /// <param name="configured">In GiB; null asks.</param>
    /// <param name="devicesAsync">The cards of the machine; null where it is another one.</param>
    /// <param name="servers">What servers on the device say of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GpuBudget> FindAsync(
        double? configured,
        Func<CancellationToken, Task<IReadOnlyList<NvidiaDevice>>>? devicesAsync,
        IEnumerable<Func<CancellationToken, Task<BackEndState>>> servers,
        CancellationToken cancellationToken)
    {
        if (configured is { } given)
            return new GpuBudget((long)(given * (1L << 30)), "Gpu:BudgetGigabytes");
        if (devicesAsync is not null && (await devicesAsync(cancellationToken)).MaxBy(one => one.Total) is { } card)
            return new GpuBudget(Usable(card.Total), $"nine tenths of {card.Name}, by nvidia-smi");
        foreach (Func<CancellationToken, Task<BackEndState>> askAsync in servers)
        {
            if (await TotalAsync(askAsync, cancellationToken) is { } total)
                return new GpuBudget(Usable(total), "nine tenths of what a server says its card has");
        }

        return new GpuBudget(SwapPolicy.Unlimited, "nobody tells how much there is");
    }

    public override string ToString() => IsKnown ? FormattableString.Invariant($"{Bytes / (double)(1L << 30):0.#} GiB ({Source})") : Source;

    private static long Usable(long total) => (long)(total * UsableShare);

    private static async Task<long?> TotalAsync(Func<CancellationToken, Task<BackEndState>> askAsync, CancellationToken cancellationToken)
    {
        try
        {
            return (await askAsync(cancellationToken)).TotalVram;
        }
        catch (BackEndException)
        {
            // Whoever wants it to work will hear what is wrong with it.
            return null;
        }
    }
}
