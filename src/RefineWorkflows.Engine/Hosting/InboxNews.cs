using System.Collections.Concurrent;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>Lets bursts that wait for an effect hear of what arrived for them, at most once per interval, and no burst of what arrived for others.</summary>
internal sealed class InboxNews(IInstanceStore store, NodeName node, ConcurrentDictionary<InstanceId, RunningInstance> running, TimeProvider time, HostOptions options)
{
    /// <summary>Passes news on until the host stops.</summary>
    /// <param name="troubled">Told when the store did not answer; what has arrived stays there, and the next look finds it.</param>
    /// <param name="stopping">Signalled when the host stops.</param>
    public async Task PassOnAsync(Action<WorkflowException> troubled, CancellationToken stopping)
    {
        using var news = new AsyncSignal();
        store.Changed += news.Set;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await news.WaitAsync(options.Patience, time, stopping);
                try
                {
                    await TellAsync(stopping);
                }
                catch (WorkflowException problem)
                {
                    troubled(problem);
                }

                await Task.Delay(options.InboxInterval, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bursts are told to stop by the same token.
        }
        finally
        {
            store.Changed -= news.Set;
        }
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        if (running.IsEmpty)
            return;
        foreach (InstanceId addressed in await store.FindAddressedAsync(node, stopping))
        {
            if (running.TryGetValue(addressed, out RunningInstance? one))
                one.Burst?.Poke();
        }
    }
}
