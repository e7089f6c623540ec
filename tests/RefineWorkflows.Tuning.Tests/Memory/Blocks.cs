using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Tuning.Memory;

namespace RefineWorkflows.Tuning.Tests.Memory;

public sealed class Blocks : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private SqliteStore store = null!;
    private MemoryBook book = null!;

    public async Task InitializeAsync()
    {
        store = await SqliteStore.OpenAsync(Path.Combine(folder.Path, "refine.db"), TimeProvider.System, CancellationToken.None);
        book = new MemoryBook(store, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Everybody_has_the_four_blocks_from_the_start()
    {
        IReadOnlyList<MemoryBlock> blocks = await book.ListAsync("anna", CancellationToken.None);

        Assert.Equal(["ab_testing", "user_style", "quality_standards", "session_state"], blocks.Select(one => one.Label));
        Assert.All(blocks, one => Assert.Equal((0, 5000), (one.Version, one.Limit)));
        Assert.Equal("""{"USER_SELECTIONS":[]}""", blocks[0].Value);
    }

    [Fact]
    public async Task A_block_is_replaced_as_a_whole_and_its_earlier_versions_are_kept()
    {
        await book.WriteAsync("anna", "user_style", """{"palette":["teal"],"motifs":["boats"],"avoid":[],"notes":"calm"}""", 0, "anna", CancellationToken.None);
        MemoryBlock second = await book.WriteAsync("anna", "user_style", """{"avoid":["neon"]}""", 1, "anna", CancellationToken.None);

        Assert.Equal("""{"avoid":["neon"]}""", second.Value);
        IReadOnlyList<MemoryBlock> history = await book.HistoryAsync("anna", "user_style", CancellationToken.None);
        Assert.Equal([2, 1], history.Select(one => one.Version));
        Assert.Equal(["teal"], UserStyle.Of(history[1]).Palette);
        Assert.Equal(0, (await book.ReadAsync("ben", "user_style", CancellationToken.None)).Version);
    }

    [Fact]
    public async Task Only_so_many_versions_are_kept()
    {
        for (int version = 0; version < MemoryBook.KeptVersions + 5; version++)
            await book.WriteAsync("anna", "user_style", new JsonObject { ["notes"] = $"note {version}" }.ToJsonString(), version, "anna", CancellationToken.None);

        IReadOnlyList<MemoryBlock> history = await book.HistoryAsync("anna", "user_style", CancellationToken.None);
        Assert.Equal(MemoryBook.KeptVersions, history.Count);
        Assert.Equal(6, history[^1].Version);
    }

    [Fact]
    public async Task Whoever_has_not_read_the_last_version_does_not_overwrite_it()
    {
        await book.WriteAsync("anna", "user_style", """{"notes":"first"}""", 0, "anna", CancellationToken.None);

        var refused = await Assert.ThrowsAsync<MemoryException>(() => book.WriteAsync("anna", "user_style", """{"notes":"second"}""", 0, "ben", CancellationToken.None));

        Assert.Contains("has version 1 and not 0", refused.Message, StringComparison.Ordinal);
        Assert.Equal("""{"notes":"first"}""", (await book.ReadAsync("anna", "user_style", CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Two_that_edit_at_once_both_come_through()
    {
        async Task Add(string motif) => await book.EditAsync("anna", "user_style", style => ((JsonArray)(style["motifs"] ??= new JsonArray())).Add(motif), motif, CancellationToken.None);

        await Task.WhenAll(Add("boats"), Add("trees"));

        Assert.Equal(["boats", "trees"], UserStyle.Of(await book.ReadAsync("anna", "user_style", CancellationToken.None)).Motifs.Order());
    }

    [Theory]
    [InlineData("user_style", "[1]", "holds a JSON object")]
    [InlineData("user_style", "{", "this is no JSON")]
    [InlineData("user_style", """{"palette":"teal"}""", "'palette'")]
    [InlineData("user_style", """{"motifs":[3]}""", "'motifs'")]
    [InlineData("quality_standards", """{"model_confidence":"high"}""", "'model_confidence'")]
    [InlineData("ab_testing", "{}", "only the tuner writes it")]
    [InlineData("Bad label", "{}", "is no label")]
    public async Task What_a_block_does_not_hold_is_refused_with_the_member(string label, string value, string says)
    {
        var refused = await Assert.ThrowsAsync<MemoryException>(() => book.WriteAsync("anna", label, value, null, "anna", CancellationToken.None));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_would_grow_too_long_is_refused_and_stays()
    {
        var refused = await Assert.ThrowsAsync<MemoryException>(() => book.WriteAsync("anna", "user_style", new JsonObject { ["notes"] = new string('x', 5000) }.ToJsonString(), null, "anna", CancellationToken.None));

        Assert.Contains("room for 5000 characters; this is 5012", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await book.ReadAsync("anna", "user_style", CancellationToken.None)).Version);
    }

    [Fact]
    public async Task Words_are_found_in_blocks_and_in_the_archive()
    {
        var archive = new Archive(store);
        await book.WriteAsync("anna", "user_style", """{"motifs":["Lighthouse"]}""", null, "anna", CancellationToken.None);
        ArchiveEntry entry = new("run/1", DateTimeOffset.UnixEpoch, new Dictionary<string, double> { ["final"] = 0.7 }, "B+") { Text = "a lighthouse at night" };

        Assert.Equal(1, await archive.AppendAsync("anna", [entry, entry with { Grade = "A", Timestamp = DateTimeOffset.UnixEpoch.AddDays(1) }], CancellationToken.None));
        Assert.Equal("user_style", Assert.Single(await book.SearchAsync("anna", "lighthouse", CancellationToken.None)).Label);
        Assert.Equal("B+", Assert.Single(await archive.SearchAsync("anna", "LIGHTHOUSE", 10, CancellationToken.None)).Grade);
        Assert.Empty(await archive.SearchAsync("ben", null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_forgotten_user_leaves_nothing_and_others_stay()
    {
        await book.WriteAsync("anna", "user_style", """{"notes":"a"}""", null, "anna", CancellationToken.None);
        await book.WriteAsync("anna.b", "user_style", """{"notes":"b"}""", null, "anna.b", CancellationToken.None);

        await book.ForgetAsync("anna", CancellationToken.None);

        Assert.Equal(0, (await book.ReadAsync("anna", "user_style", CancellationToken.None)).Version);
        Assert.Empty(await book.HistoryAsync("anna", "user_style", CancellationToken.None));
        Assert.Equal(1, (await book.ReadAsync("anna.b", "user_style", CancellationToken.None)).Version);
    }
}
