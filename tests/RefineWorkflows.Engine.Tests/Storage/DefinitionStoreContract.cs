using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

/// <summary>What every store of definitions promises.</summary>
public abstract class DefinitionStoreContract : IAsyncLifetime
{
    private protected IDefinitionStore Store { get; private set; } = null!;

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IDefinitionStore> OpenAsync();

    public async Task InitializeAsync() => Store = await OpenAsync();

    public virtual async Task DisposeAsync()
    {
        if (Store is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    [Fact]
    public async Task A_version_comes_back_as_it_was_stored()
    {
        StoredDefinition version = Some.Definition("v1", 1, published: true);
        await Store.SaveAsync(version, [], default);
        Assert.Equal(version, await Store.FindVersionAsync("v1", default));
        Assert.Equal(version, await Store.FindPublishedAsync("loop", default));
        Assert.Equal(version, await Store.FindLatestAsync("loop", default));
    }

    [Fact]
    public async Task What_does_not_exist_is_null_or_empty()
    {
        Assert.Null(await Store.FindVersionAsync("v1", default));
        Assert.Null(await Store.FindPublishedAsync("loop", default));
        Assert.Null(await Store.FindLatestAsync("loop", default));
        Assert.Empty(await Store.ListLatestAsync(default));
        Assert.Empty(await Store.FindTriggersAsync("http", "h1", default));
    }

    [Fact]
    public async Task A_new_latest_version_makes_the_others_not_latest()
    {
        await Store.SaveAsync(Some.Definition("v1", 1, published: true), [], default);
        await Store.SaveAsync(Some.Definition("v2", 2), [], default);

        Assert.Equal("v2", (await Store.FindLatestAsync("loop", default))!.VersionId);
        Assert.Equal("v1", (await Store.FindPublishedAsync("loop", default))!.VersionId);
        Assert.False((await Store.FindVersionAsync("v1", default))!.IsLatest);
    }

    [Fact]
    public async Task A_new_published_version_makes_the_others_unpublished()
    {
        await Store.SaveAsync(Some.Definition("v1", 1, published: true), [], default);
        await Store.SaveAsync(Some.Definition("v2", 2, published: true), [], default);
        Assert.Equal("v2", (await Store.FindPublishedAsync("loop", default))!.VersionId);
        Assert.False((await Store.FindVersionAsync("v1", default))!.IsPublished);
    }

    [Fact]
    public async Task Other_definitions_are_left_alone()
    {
        await Store.SaveAsync(Some.Definition("a1", 1, "a", published: true), [Some.Trigger("a", "a1")], default);
        await Store.SaveAsync(Some.Definition("b1", 1, "b", published: true), [Some.Trigger("b", "b1")], default);
        Assert.Equal("a1", (await Store.FindPublishedAsync("a", default))!.VersionId);
        Assert.Equal(["a", "b"], (await Store.FindTriggersAsync("http", "h1", default)).Select(trigger => trigger.DefinitionId).Order());
    }

    [Fact]
    public async Task A_definition_always_has_a_latest_version()
    {
        await Store.SaveAsync(Some.Definition("v1", 1, latest: false), [], default);
        Assert.Equal("v1", (await Store.FindLatestAsync("loop", default))!.VersionId);
        await Store.SaveAsync(Some.Definition("v2", 2), [], default);
        await Store.SaveAsync(Some.Definition("v2", 2, latest: false), [], default);
        Assert.Equal("v2", (await Store.FindLatestAsync("loop", default))!.VersionId);
    }

    [Fact]
    public async Task A_version_stored_again_is_replaced_and_keeps_its_birthday()
    {
        await Store.SaveAsync(Some.Definition("v1", 1), [], default);
        StoredDefinition changed = Some.Definition("v1", 1, published: true, name: "Renamed") with { Json = "{}", CreatedAt = Some.Moment.AddDays(1) };
        await Store.SaveAsync(changed, [], default);
        Assert.Equal(changed with { CreatedAt = Some.Moment }, await Store.FindVersionAsync("v1", default));
        Assert.Single(await Store.ListLatestAsync(default));
    }

    [Fact]
    public async Task The_latest_versions_are_listed_by_name()
    {
        await Store.SaveAsync(Some.Definition("x1", 1, "x", name: "Zebra"), [], default);
        await Store.SaveAsync(Some.Definition("x2", 2, "x", name: "Ape"), [], default);
        await Store.SaveAsync(Some.Definition("y1", 1, "y", name: "Cat"), [], default);
        Assert.Equal(["x2", "y1"], (await Store.ListLatestAsync(default)).Select(definition => definition.VersionId));
    }

    [Fact]
    public async Task Publishing_replaces_the_triggers()
    {
        TriggerRow first = Some.Trigger("loop", "v1");
        await Store.SaveAsync(Some.Definition("v1", 1, published: true), [first, Some.Trigger("loop", "v1", "h2")], default);
        TriggerRow found = Assert.Single(await Store.FindTriggersAsync("http", "h1", default));
        Assert.Equal(first with { Payload = default }, found with { Payload = default });
        Assert.Equal(first.Payload.ToArray(), found.Payload.ToArray());
        Assert.Empty(await Store.FindTriggersAsync("timer", "h1", default));

        await Store.SaveAsync(Some.Definition("v2", 2, published: true), [Some.Trigger("loop", "v2")], default);
        Assert.Equal("v2", Assert.Single(await Store.FindTriggersAsync("http", "h1", default)).VersionId);
        Assert.Empty(await Store.FindTriggersAsync("http", "h2", default));
    }

    [Fact]
    public async Task A_draft_leaves_the_triggers_of_the_published_version()
    {
        await Store.SaveAsync(Some.Definition("v1", 1, published: true), [Some.Trigger("loop", "v1")], default);
        await Store.SaveAsync(Some.Definition("v2", 2), [Some.Trigger("loop", "v2")], default);
        Assert.Equal("v1", Assert.Single(await Store.FindTriggersAsync("http", "h1", default)).VersionId);
    }

    [Fact]
    public async Task A_definition_that_is_no_longer_published_is_started_by_nothing()
    {
        await Store.SaveAsync(Some.Definition("v1", 1, published: true), [Some.Trigger("loop", "v1")], default);
        await Store.SaveAsync(Some.Definition("v1", 1), [], default);
        Assert.Null(await Store.FindPublishedAsync("loop", default));
        Assert.Empty(await Store.FindTriggersAsync("http", "h1", default));
    }

    [Theory]
    [InlineData(VersionSelection.All, "a1 a2 a3 b1")]
    [InlineData(VersionSelection.Draft, "a1 a3")]
    [InlineData(VersionSelection.Latest, "a3 b1")]
    [InlineData(VersionSelection.Published, "a2 b1")]
    [InlineData(VersionSelection.LatestOrPublished, "a2 a3 b1")]
    [InlineData(VersionSelection.LatestAndPublished, "b1")]
    public async Task Versions_are_selected_by_their_flags(VersionSelection selection, string expected)
    {
        await SaveSomeAsync();
        DefinitionPage page = await Store.ListVersionsAsync(new DefinitionQuery { Versions = selection }, default);
        Assert.Equal(expected, string.Join(' ', page.Items.Select(one => one.VersionId).Order()));
        Assert.Equal(page.Items.Count, page.Total);
    }

    [Fact]
    public async Task A_list_is_searched_ordered_and_cut_into_pages()
    {
        await SaveSomeAsync();
        DefinitionPage page = await Store.ListVersionsAsync(new DefinitionQuery { Order = DefinitionOrder.Version, Descending = true, Skip = 1, Take = 2 }, default);
        Assert.Equal(["a2", "a1"], page.Items.Select(one => one.VersionId));
        Assert.Equal(4, page.Total);
        Assert.Equal("b1", Assert.Single((await Store.ListVersionsAsync(new DefinitionQuery { Search = "CaLm 100%" }, default)).Items).VersionId);
        Assert.Empty((await Store.ListVersionsAsync(new DefinitionQuery { Search = "calm_100" }, default)).Items);
        Assert.Equal(3, (await Store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = ["a", "nobody"] }, default)).Total);
        Assert.Equal("a2", Assert.Single((await Store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = ["a"], Version = 2 }, default)).Items).VersionId);
        Assert.Equal(2, (await Store.ListVersionsAsync(new DefinitionQuery { VersionIds = ["a1", "b1"] }, default)).Total);
    }

    [Fact]
    public async Task Deleting_a_published_latest_version_leaves_the_one_before_as_latest_and_no_trigger()
    {
        await Store.SaveAsync(Some.Definition("v1", 1), [], default);
        await Store.SaveAsync(Some.Definition("v2", 2, published: true), [new TriggerRow("loop", "v2", "a", "http", "h1", "{}"u8.ToArray())], default);

        Assert.Equal(1, await Store.DeleteVersionsAsync(["v2", "nobody"], default));

        Assert.Equal("v1", (await Store.FindLatestAsync("loop", default))!.VersionId);
        Assert.Null(await Store.FindPublishedAsync("loop", default));
        Assert.Null(await Store.FindVersionAsync("v2", default));
        Assert.Empty(await Store.FindTriggersAsync("http", "h1", default));
        Assert.Equal(0, await Store.DeleteVersionsAsync(["v2"], default));
    }

    [Fact]
    public async Task A_deleted_version_that_an_instance_stands_on_is_found_by_its_id_only()
    {
        await Store.SaveAsync(Some.Definition("v1", 1, published: true), [], default);
        Assert.False(await Store.IsInUseAsync("v1", default));
        await ((IInstanceStore)Store).CreateAsync(Some.Instance(Some.Header() with { DefinitionId = "loop", DefinitionVersionId = "v1" }), null, TimeSpan.Zero, default);
        Assert.True(await Store.IsInUseAsync("v1", default));

        Assert.Equal(1, await Store.DeleteVersionsAsync(["v1"], default));

        Assert.Null(await Store.FindLatestAsync("loop", default));
        Assert.Null(await Store.FindPublishedAsync("loop", default));
        Assert.Equal(0, (await Store.ListVersionsAsync(new DefinitionQuery(), default)).Total);
        Assert.Equal("v1", (await Store.FindVersionAsync("v1", default))!.VersionId);
        Assert.Equal(1, (await Store.ListVersionsAsync(new DefinitionQuery { VersionIds = ["v1"] }, default)).Total);
        Assert.Equal(1, await Store.HighestVersionAsync("loop", default));
        Assert.Equal(0, await Store.HighestVersionAsync("nobody", default));
    }

    private async Task SaveSomeAsync()
    {
        await Store.SaveAsync(Some.Definition("a1", 1) with { DefinitionId = "a", Name = "alpha" }, [], default);
        await Store.SaveAsync(Some.Definition("a2", 2, published: true) with { DefinitionId = "a", Name = "alpha" }, [], default);
        await Store.SaveAsync(Some.Definition("a3", 3) with { DefinitionId = "a", Name = "alpha" }, [], default);
        await Store.SaveAsync(Some.Definition("b1", 1, published: true) with { DefinitionId = "b", Name = "beta", Json = """{"description":"a calm 100% loop"}""" }, [], default);
    }

    [Fact]
    public async Task Triggers_of_a_kind_are_listed_whatever_they_wait_for()
    {
        await Store.SaveAsync(Some.Definition("b1", 1, "b", published: true), [Some.Trigger("b", "b1", "h2")], default);
        await Store.SaveAsync(Some.Definition("a1", 1, "a", published: true), [Some.Trigger("a", "a1"), Some.Trigger("a", "a1") with { Kind = "timer" }], default);
        await Store.SaveAsync(Some.Definition("c1", 1, "c"), [Some.Trigger("c", "c1")], default);
        Assert.Equal(["a1", "b1"], (await Store.ListTriggersAsync("http", default)).Select(trigger => trigger.VersionId));
        Assert.Empty(await Store.ListTriggersAsync("cron", default));
    }
}
