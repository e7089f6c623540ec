namespace RefineWorkflows.Server.DevServers;

/// <summary>A graphics card that protocol servers of one process share: what does not fit is out of memory, as on a real one.</summary>
/// <param name="total">Its memory in bytes.</param>
internal sealed class DevCard(long total)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(object Server, string Model), long> held = [];
    private int loads;
    private long peak;

    public long Total { get; } = total;

    /// <summary>How long a model takes to be loaded.</summary>
    public TimeSpan LoadTime { get; init; }

    public long Used
    {
        get
        {
            lock (gate)
                return held.Values.Sum();
        }
    }

    /// <summary>The most that was held at once.</summary>
    public long Peak => Interlocked.Read(ref peak);

    /// <summary>How often a model was loaded.</summary>
    public int Loads => Volatile.Read(ref loads);

    /// <summary>Loads a model unless it is there.</summary>
    /// <returns>Null when it does not fit; else whether it had to be loaded.</returns>
    public async Task<bool?> TryHoldAsync(object server, string model, long bytes, CancellationToken cancellationToken)
    {
        bool? loaded = TryHold(server, model, bytes);
        if (loaded == true)
            await Task.Delay(LoadTime, cancellationToken);
        return loaded;
    }

    private bool? TryHold(object server, string model, long bytes)
    {
        lock (gate)
        {
            if (held.ContainsKey((server, model)))
                return false;
            long used = held.Values.Sum() + bytes;
            if (used > Total)
                return null;
            held.Add((server, model), bytes);
            loads++;
            peak = Math.Max(peak, used);
            return true;
        }
    }

    public void Free(object server, string model)
    {
        lock (gate)
            held.Remove((server, model));
    }

    /// <summary>What a model holds; 0 when it is not loaded.</summary>
    public long HeldBy(object server, string model)
    {
        lock (gate)
            return held.GetValueOrDefault((server, model));
    }
}
