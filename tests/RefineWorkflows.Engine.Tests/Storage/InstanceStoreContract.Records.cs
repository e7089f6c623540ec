using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    [Fact]
    public async Task A_record_put_alone_is_there_for_every_process()
    {
        await Store.PutRecordAsync(new DomainRecord("keys", "k", Some.Json("1")), default);
        await Store.PutRecordAsync(new DomainRecord("keys", "k", Some.Json("2")), default);
        Assert.Equal("2"u8.ToArray(), (await (await SecondAsync()).FindRecordAsync("keys", "k", default))!.Json.ToArray());
    }

    [Fact]
    public async Task A_record_whose_key_is_taken_is_not_added()
    {
        Assert.True(await Store.TryAddRecordAsync(new DomainRecord("keys", "k", Some.Json("1")), default));
        Assert.False(await Store.TryAddRecordAsync(new DomainRecord("keys", "k", Some.Json("2")), default));
        Assert.True(await Store.TryAddRecordAsync(new DomainRecord("other", "k", Some.Json("3")), default));
        Assert.Equal("1"u8.ToArray(), (await Store.FindRecordAsync("keys", "k", default))!.Json.ToArray());
    }

    [Fact]
    public async Task Of_many_that_add_or_delete_one_record_one_succeeds()
    {
        IInstanceStore second = await SecondAsync();
        IInstanceStore[] stores = [.. Enumerable.Range(0, 40).Select(n => n % 2 == 0 ? Store : second)];

        bool[] added = await Task.WhenAll(stores.Select((store, n) => store.TryAddRecordAsync(new DomainRecord("keys", "k", Some.Json($"{n}")), default)));
        Assert.Single(added, one => one);
        string kept = System.Text.Encoding.UTF8.GetString((await Store.FindRecordAsync("keys", "k", default))!.Json.Span);
        Assert.Equal($"{Array.IndexOf(added, true)}", kept);

        bool[] deleted = await Task.WhenAll(stores.Select(store => store.DeleteRecordAsync("keys", "k", default)));
        Assert.Single(deleted, one => one);
        Assert.Null(await Store.FindRecordAsync("keys", "k", default));
    }

    [Fact]
    public async Task A_record_that_was_deleted_can_be_added_again()
    {
        await Store.PutRecordAsync(new DomainRecord("keys", "k", Some.Json("1")), default);
        Assert.True(await Store.DeleteRecordAsync("keys", "k", default));
        Assert.False(await Store.DeleteRecordAsync("keys", "k", default));
        Assert.True(await Store.TryAddRecordAsync(new DomainRecord("keys", "k", Some.Json("2")), default));
    }
}
