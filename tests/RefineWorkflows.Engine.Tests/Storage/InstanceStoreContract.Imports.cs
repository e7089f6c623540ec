using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    [Fact]
    public async Task An_instance_that_lived_elsewhere_waits_where_it_waited_and_is_woken_by_what_it_waits_for_alone()
    {
        await Store.CreateAsync(new NewInstance(Some.Header(), Some.Entries(1, 3), null) { Bookmarks = [Some.Bookmark("b")] }, null, Some.LeaseTime, default);

        Assert.Empty(await ReadyAsync());
        Assert.Null(await Store.NextReadyAsync(default));
        Assert.Equal(["b"], (await Store.ReadBookmarksAsync(new InstanceId("one"), default)).Select(one => one.Id));
        Assert.Single((await Store.DeliverAsync(Some.Stimulus("k"), default)).Resumed);
        Assert.Equal(["one"], await ReadyAsync());
    }
}
