using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Votes;

/// <summary>A book of votes on a store of its own, at a time of the test's choice.</summary>
internal sealed class VoteShelf(TempFolder folder, SqliteStore store) : IAsyncDisposable
{
    public SetClock Time { get; } = new();

    public SqliteStore Store => store;

    public VoteBook Book => field ??= new VoteBook(store, Time);

    public string Path => folder.Path;

    public static async Task<VoteShelf> OpenAsync()
    {
        var folder = new TempFolder();
        return new VoteShelf(folder, await SqliteStore.OpenAsync(System.IO.Path.Combine(folder.Path, "refine.db"), TimeProvider.System, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Noon, until somebody sets it.</summary>
    public sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Sample.Noon;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
