using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Tests.Access;

public sealed class ListeningOutside
{
    [Theory]
    [InlineData("http://127.0.0.1:80", false)]
    [InlineData("http://127.3.4.5:80", false)]
    [InlineData("http://[::1]:80", false)]
    [InlineData("http://localhost:80", false)]
    [InlineData("http://*:80", true)]
    [InlineData("http://0.0.0.0:80", true)]
    [InlineData("http://[::]:80", true)]
    [InlineData("https://192.168.1.7:80", true)]
    [InlineData("http://127.0.0.1.evil.example:80", true)]
    public async Task An_address_that_others_can_reach_needs_a_key_before_the_start(string url, bool needsKey)
    {
        using var folder = new TempFolder();
        await using SqliteStore store = await SqliteStore.OpenAsync(Path.Combine(folder.Path, "s.db"), TimeProvider.System, default);
        string[] urls = ["http://localhost:5010", url];
        if (needsKey)
        {
            AccessException refused = await Assert.ThrowsAsync<AccessException>(() => AccessGate.OpenAsync(store, urls, [], TimeProvider.System, default));
            Assert.Contains("refine keys create", refused.Message, StringComparison.Ordinal);
            await new KeyRing(store, TimeProvider.System).CreateAsync("owner", AccessScope.Admin, default);
        }

        AccessGate gate = await AccessGate.OpenAsync(store, urls, [], TimeProvider.System, default);
        Assert.Equal(needsKey, gate.Policy.RequiresKey);
        Assert.Equal(needsKey, await gate.LogInPathAsync(default) is not null);
    }
}
