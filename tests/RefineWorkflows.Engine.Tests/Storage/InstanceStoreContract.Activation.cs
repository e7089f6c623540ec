using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    [Theory]
    [InlineData(ActivationRule.Always, "loop", "c", false)]
    [InlineData(ActivationRule.Singleton, "loop", "c", true)]
    [InlineData(ActivationRule.Singleton, "loop", "other", true)]
    [InlineData(ActivationRule.Singleton, "other", "c", false)]
    [InlineData(ActivationRule.CorrelatedSingleton, "loop", "c", true)]
    [InlineData(ActivationRule.CorrelatedSingleton, "loop", "other", false)]
    [InlineData(ActivationRule.CorrelatedSingleton, "loop", null, false)]
    [InlineData(ActivationRule.CorrelatedSingleton, "other", "c", false)]
    [InlineData(ActivationRule.Correlation, "loop", "c", true)]
    [InlineData(ActivationRule.Correlation, "other", "c", true)]
    [InlineData(ActivationRule.Correlation, "loop", "other", false)]
    [InlineData(ActivationRule.Correlation, "loop", null, false)]
    public async Task A_new_instance_gives_way_to_the_running_ones_that_its_rule_names(ActivationRule rule, string definition, string? correlation, bool refused)
    {
        await Store.CreateAsync(Some.Instance(Some.Header("first", correlation: "c")), null, Some.LeaseTime, default);
        NewInstance second = Some.Instance(Some.Header("second", definition, correlation)) with { Activation = rule };

        if (refused)
        {
            ActivationRefusedException refusal = await Assert.ThrowsAsync<ActivationRefusedException>(() => Store.CreateAsync(second, null, Some.LeaseTime, default));
            Assert.Equal((definition, new InstanceId("first")), (refusal.DefinitionId, refusal.Rival));
        }
        else
        {
            await Store.CreateAsync(second, null, Some.LeaseTime, default);
        }

        Assert.Equal(!refused, await Store.FindAsync(new InstanceId("second"), default) is not null);
    }

    [Fact]
    public async Task Instances_without_a_correlation_id_are_alike_to_a_correlated_singleton_only()
    {
        await Store.CreateAsync(Some.Instance(Some.Header("first")), null, Some.LeaseTime, default);

        await Assert.ThrowsAsync<ActivationRefusedException>(
            () => Store.CreateAsync(Some.Instance(Some.Header("second")) with { Activation = ActivationRule.CorrelatedSingleton }, null, Some.LeaseTime, default));
        await Store.CreateAsync(Some.Instance(Some.Header("third")) with { Activation = ActivationRule.Correlation }, null, Some.LeaseTime, default);
        Assert.NotNull(await Store.FindAsync(new InstanceId("third"), default));
    }

    [Fact]
    public async Task A_finished_instance_stands_in_nobodys_way()
    {
        InstanceHeader header = Some.Header("first");
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, Step(header with { Status = InstanceStatus.Finished, SubStatus = InstanceSubStatus.Faulted }) with { Release = true }, default);

        await Store.CreateAsync(Some.Instance(Some.Header("second")) with { Activation = ActivationRule.Singleton }, null, Some.LeaseTime, default);
        Assert.NotNull(await Store.FindAsync(new InstanceId("second"), default));
    }

    [Fact]
    public async Task An_instance_that_exists_is_left_alone_whatever_its_rule()
    {
        NewInstance only = Some.Instance(Some.Header("first")) with { Activation = ActivationRule.Singleton };
        Assert.NotNull(await Store.CreateAsync(only, A, Some.LeaseTime, default));

        Assert.Null(await Store.CreateAsync(only, A, Some.LeaseTime, default));
    }

    [Fact]
    public async Task Of_many_singletons_that_start_at_once_in_two_processes_one_starts()
    {
        IInstanceStore second = await SecondAsync();
        Task<bool>[] starts = [.. Enumerable.Range(0, 40).Select(n => TryAsync(n % 2 == 0 ? Store : second, $"i{n}"))];

        Assert.Single(await Task.WhenAll(starts), true);
        Assert.Single(await Store.ListAsync(new InstanceQuery(), default));

        static async Task<bool> TryAsync(IInstanceStore store, string id)
        {
            try
            {
                await store.CreateAsync(Some.Instance(Some.Header(id)) with { Activation = ActivationRule.Singleton }, null, Some.LeaseTime, default);
                return true;
            }
            catch (ActivationRefusedException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_step_that_starts_what_may_not_start_hears_so_in_the_same_write()
    {
        InstanceHeader header = Some.Header("parent");
        Lease lease = await StartAsync(header);
        NewInstance child = Some.Instance(Some.Header("child")) with { Activation = ActivationRule.Singleton, WhenRefused = Some.Stimulus("refused", hash: "child") };
        CommitReceipt receipt = await Store.CommitAsync(lease, Step(header, Some.Bookmark("b", hash: "child")) with { Started = [child] }, default);

        Assert.True(receipt.InboxPending);
        Assert.Equal("b", Assert.Single(await Store.ReadInboxAsync(header.Id, default)).Bookmark);
        Assert.Null(await Store.FindAsync(new InstanceId("child"), default));
    }
}
