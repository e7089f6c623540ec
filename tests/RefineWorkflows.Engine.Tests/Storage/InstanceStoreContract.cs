using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Storage;

/// <summary>What every store of instances promises. An heir says how to open one, and how another process sees the same data.</summary>
public abstract partial class InstanceStoreContract : IAsyncLifetime
{
    private protected static readonly NodeName A = new("node-a");
    private protected static readonly NodeName B = new("node-b");
    private readonly List<IInstanceStore> opened = [];

    private protected ManualTime Time { get; } = new(Some.Moment);

    private protected IInstanceStore Store { get; private set; } = null!;

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IInstanceStore> OpenAsync(TimeProvider time);

    /// <summary>Opens the data of the first store again, as another process would.</summary>
    protected abstract Task<IInstanceStore> OpenSecondAsync(TimeProvider time);

    public virtual async Task InitializeAsync() => opened.Add(Store = await OpenAsync(Time));

    public virtual async Task DisposeAsync()
    {
        opened.Reverse();
        foreach (IInstanceStore store in opened)
            if (store is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private protected async Task<IInstanceStore> SecondAsync()
    {
        IInstanceStore second = await OpenSecondAsync(Time);
        opened.Add(second);
        return second;
    }

    private protected async Task<Lease> StartAsync(InstanceHeader header, NodeName? node = null) =>
        Assert.IsType<Lease>(await Store.CreateAsync(Some.Instance(header), node ?? A, Some.LeaseTime, default));

    private protected Task AcceptAsync(string id, DateTimeOffset? readyAt = null) =>
        Store.CreateAsync(Some.Instance(Some.Header(id), readyAt), null, Some.LeaseTime, default);

    private protected Task<IReadOnlyList<Lease>> ClaimAsync(NodeName? node = null, int limit = 100) => Store.ClaimAsync(node ?? A, limit, Some.LeaseTime, default);

    private protected async Task<IEnumerable<string>> ReadyAsync() => (await ClaimAsync()).Select(lease => lease.Instance.Value);

    /// <summary>A step of an instance that has one entry.</summary>
    private protected static BurstCommit Step(InstanceHeader header, params BookmarkRow[] bookmarks) =>
        new() { Header = header, Entries = [Some.Entry(2)], BookmarksAdded = bookmarks };

    /// <summary>Starts an instance that waits at bookmarks, owned by nobody.</summary>
    private protected async Task WaitAsync(InstanceHeader header, params BookmarkRow[] bookmarks)
    {
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, Step(header, bookmarks) with { Release = true }, default);
    }

    private protected static void AssertSame(IEnumerable<EncodedEntry> expected, IEnumerable<EncodedEntry> actual)
    {
        Assert.Equal(expected.Select(entry => entry with { Payload = default }), actual.Select(entry => entry with { Payload = default }));
        Assert.Equal(expected.Select(entry => entry.Payload.ToArray()), actual.Select(entry => entry.Payload.ToArray()));
    }
}
