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
    public async Task Records_are_written_together_only_while_others_are_as_they_were_read()
    {
        DomainRecord[] both = [new("sums", "a", Some.Json("1")), new("rows", "b", Some.Json("1"))];
        Assert.True(await Store.TryWriteRecordsAsync(both, [new("sums", "a", default), new("rows", "b", default)], default));
        Assert.False(await Store.TryWriteRecordsAsync([new("rows", "c", Some.Json("2"))], [new("sums", "a", default)], default));
        Assert.False(await Store.TryWriteRecordsAsync([new("rows", "c", Some.Json("2"))], [new("sums", "a", Some.Json("1")), new("sums", "b", Some.Json("1"))], default));
        Assert.Null(await Store.FindRecordAsync("rows", "c", default));

        Assert.True(await Store.TryWriteRecordsAsync([new("sums", "a", Some.Json("2"))], [new("sums", "a", Some.Json("1"))], default));
        Assert.Equal("2"u8.ToArray(), (await (await SecondAsync()).FindRecordAsync("sums", "a", default))!.Json.ToArray());
    }

    [Fact]
    public async Task Of_many_that_add_to_one_sum_every_one_counts()
    {
        IInstanceStore second = await SecondAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            IInstanceStore store = n % 2 == 0 ? Store : second;
            while (true)
            {
                DomainRecord? sum = await store.FindRecordAsync("sums", "s", default);
                int value = sum is null ? 0 : System.Text.Json.JsonSerializer.Deserialize<int>(sum.Json.Span);
                if (await store.TryWriteRecordsAsync(
                    [new("sums", "s", Some.Json($"{value + 1}")), new("rows", $"{n}", Some.Json("{}"))], [sum ?? new("sums", "s", default)], default))
                    return;
            }
        }));

        Assert.Equal("20"u8.ToArray(), (await Store.FindRecordAsync("sums", "s", default))!.Json.ToArray());
        Assert.Equal(20, (await Store.ListRecordsAsync("rows", "", descending: false, 100, default)).Count);
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
