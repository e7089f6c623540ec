using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Engine.Tests.Storage.Sqlite;

public sealed class SqliteInstanceStore : InstanceStoreContract
{
    private readonly TempFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override async Task<IInstanceStore> OpenAsync(TimeProvider time) => await SqliteStore.OpenAsync(Path.Combine(folder.Path, "store.db"), time, default);

    protected override Task<IInstanceStore> OpenSecondAsync(TimeProvider time) => OpenAsync(time);
}
