using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Engine.Tests.Storage.Sqlite;

public sealed class SqliteDefinitionStore : DefinitionStoreContract
{
    private readonly TempFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override async Task<IDefinitionStore> OpenAsync() => await SqliteStore.OpenAsync(Path.Combine(folder.Path, "store.db"), TimeProvider.System, default);
}
