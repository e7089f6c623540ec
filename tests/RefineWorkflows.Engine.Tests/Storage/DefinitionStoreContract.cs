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
}
