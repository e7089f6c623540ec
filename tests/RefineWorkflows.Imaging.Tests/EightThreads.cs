namespace RefineWorkflows.Imaging.Tests;

/// <summary>Runs work on eight threads of its own at once; the pool would give them out one by one.</summary>
internal static class EightThreads
{
    internal static T[] Run<T>(int items, Func<int, T> work)
    {
        var results = new T[items];
        using var together = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(first => new Thread(() =>
        {
            together.SignalAndWait();
            for (var item = first; item < items; item += 8)
                results[item] = work(item);
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return results;
    }
}
