using System.Collections.Concurrent;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>Which back ends are being asked by this process now, on behalf of somebody who waits. Background work looks here and makes room.</summary>
public sealed class ForegroundWork
{
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);

    /// <summary>Whether one of these back ends is being asked, or somebody waits for a turn at it.</summary>
    public bool IsAsking(IEnumerable<string> backEnds) => backEnds.Any(one => calls.GetValueOrDefault(one) > 0);

    internal IDisposable Begin(string backEnd)
    {
        calls.AddOrUpdate(backEnd, 1, static (_, count) => count + 1);
        return new Call(this, backEnd);
    }

    private sealed class Call(ForegroundWork work, string backEnd) : IDisposable
    {
        public void Dispose() => work.calls.AddOrUpdate(backEnd, 0, static (_, count) => count - 1);
    }
}
