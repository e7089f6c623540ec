using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What a person can start to see a loop run against a model API.</summary>
public sealed class ModelServersToPlayWith
{
    public static TheoryData<string, string, string> EachKind { get; } = new()
    {
        { "comfyui", "system_stats", "comfyui_version" },
        { "comfyui-old", "system_stats", "comfyui_version" },
        { "gemini", "models", "dev-vision" },
        { "llama-server", "models", "dev-vision" },
        { "ollama", "api/tags", "dev-vision" },
        { "openai", "models", "dev-vision" },
        { "webui", "sdapi/v1/sd-models", "model_name" },
    };

    [Theory, MemberData(nameof(EachKind))]
    public async Task Each_kind_can_be_started_told_to_fail_and_asked_what_it_was_asked(string kind, string listing, string holds)
    {
        await using WebApplication app = DevServers.DevServers.All[kind]("http://127.0.0.1:0");
        await app.StartAsync();
        using var person = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        string list = $"{DevServers.DevServers.PathOf(kind)}/{listing}";
        Assert.Contains(holds, await person.GetStringAsync(list), StringComparison.Ordinal);
        (await person.PostAsJsonAsync("/__dev/faults", new { kind = "status", status = 418, route = listing })).EnsureSuccessStatusCode();
        Assert.Equal(418, (int)(await person.GetAsync(list)).StatusCode);
        var counts = await person.GetFromJsonAsync<Dictionary<string, long>>("/__dev/counts");
        Assert.Equal(2, counts![$"GET {list}"]);
    }

    [Fact]
    public void No_kind_is_missing_here() => Assert.Equal(DevServers.DevServers.All.Keys, EachKind.Select(row => (string)row[0]));
}
