using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Shared;

/// <summary>Waits for what a store tells, and counts what is in it.</summary>
internal static class Watching
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until a condition on the store holds; looks again whenever something has changed.</summary>
    public static async Task UntilAsync(this Workbench workbench, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var news = new SemaphoreSlim(0);
        void Tell() => news.Release();
        void Told(InstanceId instance, IReadOnlyList<JournalEntry> entries) => news.Release();
        workbench.Store.Changed += Tell;
        workbench.Host.Committed += Told;
        try
        {
            while (!await condition())
                await news.WaitAsync(TimeSpan.FromMilliseconds(200), limit.Token);
        }
        finally
        {
            // A run that goes on afterwards must not meet a signal that is gone.
            workbench.Store.Changed -= Tell;
            workbench.Host.Committed -= Told;
        }
    }

    public static async Task<InstanceHeader> FinishedAsync(this Workbench workbench, string run)
    {
        InstanceHeader? header = null;
        await workbench.UntilAsync(async () => (header = await workbench.Store.FindAsync(new InstanceId(run), CancellationToken.None))?.Status == InstanceStatus.Finished);
        return header!;
    }

    public static async Task<IReadOnlyList<InstanceHeader>> InstancesAsync(this Workbench workbench, string definition)
        => await workbench.Store.ListAsync(new InstanceQuery { DefinitionId = definition, Limit = 1000 }, CancellationToken.None);
}
