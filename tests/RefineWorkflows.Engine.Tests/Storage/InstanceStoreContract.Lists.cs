using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    /// <summary>Ten instances that differ in everything a list can be asked about; <c>i0</c> is the oldest.</summary>
    private async Task AcceptTenAsync()
    {
        await ((IDefinitionStore)Store).SaveAsync(Some.Definition("own-v3", 3, "own") with { Json = """{"isSystem":true}""" }, [], default);
        await ((IDefinitionStore)Store).SaveAsync(Some.Definition("loop-v3", 3) with { Json = """{"isSystem":false}""" }, [], default);
        for (int n = 0; n < 10; n++)
        {
            InstanceHeader header = Some.Header($"i{n}", n < 2 ? "own" : "loop", n == 4 ? "order_7" : null, Some.Moment.AddMinutes(n)) with
            {
                DefinitionVersion = n % 3,
                Name = n switch { 3 => "banana", 4 => "Apple", 5 => "cherry 100%", 6 => "apple", _ => null },
                Status = n >= 7 ? InstanceStatus.Finished : InstanceStatus.Running,
                SubStatus = n switch { 7 => InstanceSubStatus.Finished, 8 => InstanceSubStatus.Faulted, 9 => InstanceSubStatus.Cancelled, 2 => InstanceSubStatus.Suspended, _ => InstanceSubStatus.Executing },
                IncidentCount = n == 8 ? 2 : 0,
                UpdatedAt = Some.Moment.AddHours(10 - n),
                FinishedAt = n >= 7 ? Some.Moment.AddDays(n) : null,
            };
            await Store.CreateAsync(Some.Instance(header), null, Some.LeaseTime, default);
        }
    }

    [Fact]
    public async Task Instances_are_filtered_by_all_that_their_headers_know()
    {
        await AcceptTenAsync();

        await AssertListsAsync("i1 i0", new() { DefinitionIds = ["own", "unknown"] });
        await AssertListsAsync("i9 i8 i7 i6 i5 i4 i3 i2", new() { DefinitionVersionId = "loop-v3" });
        await AssertListsAsync("i8 i5 i2", new() { DefinitionVersion = 2 });
        await AssertListsAsync("i9 i8 i7", new() { Statuses = [InstanceStatus.Finished] });
        await AssertListsAsync("i9 i8 i2", new() { SubStatuses = [InstanceSubStatus.Suspended, InstanceSubStatus.Faulted, InstanceSubStatus.Cancelled] });
        await AssertListsAsync("i8", new() { HasIncidents = true });
        await AssertListsAsync("i9 i7", new() { HasIncidents = false, Statuses = [InstanceStatus.Finished] });
        await AssertListsAsync("i1 i0", new() { IsSystem = true });
        await AssertListsAsync("i3 i2", new() { IsSystem = false, Skip = 6 });
        await AssertListsAsync("i8", new() { Statuses = [InstanceStatus.Finished], DefinitionIds = ["loop"], DefinitionVersion = 2, HasIncidents = true, IsSystem = false, Search = "I8" });
        await AssertListsAsync("", new() { DefinitionIds = ["own"], HasIncidents = true });
    }

    [Fact]
    public async Task Instances_are_found_by_a_part_of_their_ids_or_names()
    {
        await AcceptTenAsync();

        await AssertListsAsync("i6 i4", new() { Search = " APPLE " });
        await AssertListsAsync("i4", new() { Search = "order_7" });
        await AssertListsAsync("i1 i0", new() { Search = "own-v" });
        await AssertListsAsync("i5", new() { Search = "100%" });
        await AssertListsAsync("i7", new() { Search = "i7" });
        // What SQL takes for a wildcard is a letter like any other, and no match reaches from one field into the next.
        await AssertListsAsync("", new() { Search = "r_er" });
        await AssertListsAsync("", new() { Search = "%" + "a%" });
        await AssertListsAsync("", new() { Search = "i3loop" });
        await AssertListsAsync("i9 i8 i7 i6 i5 i4 i3 i2 i1 i0", new() { Search = "  " });
    }

    [Fact]
    public async Task Instances_are_filtered_by_their_moments()
    {
        await AcceptTenAsync();
        DateTimeOffset At(int minutes) => Some.Moment.AddMinutes(minutes);

        await AssertListsAsync("i9 i8", new() { Created = new() { From = At(8) } });
        await AssertListsAsync("i2 i1 i0", new() { Created = new() { To = At(2) } });
        await AssertListsAsync("i4", new() { Created = new() { From = At(4), To = At(4) } });
        await AssertListsAsync("i4 i2", new() { Created = new() { From = At(2), To = At(4), Except = [At(3), At(8)] } });
        await AssertListsAsync("i2 i1 i0", new() { Updated = new() { From = Some.Moment.AddHours(8) } });
        await AssertListsAsync("i9 i8 i7", new() { Finished = new() });
        await AssertListsAsync("i8 i7", new() { Finished = new() { To = Some.Moment.AddDays(8) } });
    }

    [Fact]
    public async Task Instances_are_ordered_both_ways_and_paged_by_number()
    {
        await AcceptTenAsync();

        await AssertListsAsync("i0 i1 i2 i3 i4 i5 i6 i7 i8 i9", new() { Descending = false });
        await AssertListsAsync("i0 i1 i2 i3 i4 i5 i6 i7 i8 i9", new() { Order = InstanceOrder.Updated });
        await AssertListsAsync("i7 i8 i9", new() { Order = InstanceOrder.Finished, Descending = false, Skip = 7 });
        await AssertListsAsync("i9 i8 i7 i6", new() { Order = InstanceOrder.Finished, Limit = 4 });
        await AssertListsAsync("i5 i3 i6 i4 i9", new() { Order = InstanceOrder.Name, Limit = 5 });
        await AssertListsAsync("i4 i6 i3 i5", new() { Order = InstanceOrder.Name, Descending = false, Skip = 6 });
        await AssertListsAsync("i5 i4", new() { Skip = 4, Limit = 2 });
        await AssertListsAsync("", new() { Skip = 10 });
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListAsync(new() { After = new InstanceId("i4"), Descending = false }, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(new() { Skip = -1 }, default));
    }

    [Fact]
    public async Task A_step_that_renames_is_found_under_the_new_name()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, Step(header with { Name = "Renamed" }), default);

        await AssertListsAsync("one", new() { Search = "renamed" });
        await AssertListsAsync("", new() { Search = "A name" });
    }

    /// <summary>Checks a page, and that the count is that of all pages together.</summary>
    private async Task AssertListsAsync(string expected, InstanceQuery query)
    {
        Assert.Equal(expected, string.Join(' ', await ListAsync(query)));
        Assert.Equal((await ListAsync(query with { Skip = 0, Limit = 1000 })).Length, await Store.CountAsync(query, default));
    }
}
