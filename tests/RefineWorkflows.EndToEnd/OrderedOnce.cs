using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary>A real process kills itself around every commit of a run of two pictures, while a ComfyUI counts what it is ordered to paint.</summary>
public sealed class OrderedOnce
{
    private const int Pictures = 2;
    private static readonly string Definition = Path.Combine(AppContext.BaseDirectory, "workflow-definitions", "refine-loop.json");

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task While_the_server_remembers_each_picture_is_ordered_exactly_once(string moment)
        => await AtEveryCommitAsync(moment, forgets: false, (orders, _) => Assert.Equal(Pictures, orders));

    [Fact]
    public async Task A_server_that_has_forgotten_is_asked_at_most_twice_and_the_run_says_so()
        => await AtEveryCommitAsync("after", forgets: true, (orders, trace) =>
        {
            Assert.InRange(orders, Pictures, Pictures + 1);
            if (orders > Pictures)
                Assert.Contains("twice", trace, StringComparison.Ordinal);
        });

    [Fact]
    public async Task An_interrupted_run_leaves_the_picture_to_the_server_and_fetches_it_when_it_goes_on()
    {
        using var data = new DataFolder();
        await using WebApplication server = await StartAsync("http://127.0.0.1:0");
        string address = DevServers.AddressOf(server).AbsoluteUri;
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        (await client.PostAsJsonAsync("/__dev/faults", new { kind = "slow", route = "worker", seconds = 4, times = 1 })).EnsureSuccessStatusCode();
        var settings = new Dictionary<string, string> { ["REFINE_BackEnds__0__Name"] = "mine", ["REFINE_BackEnds__0__Kind"] = "comfyui", ["REFINE_BackEnds__0__Address"] = address };

        using RefineProcess run = RefineProcess.StartProgram("refine.dll", ["run", "a hot hotdog", "--max-iterations", "1", "--size", "64", "--json", "--data", data.Path], settings);
        await client.GetAsync("/__dev/counts?until=started&least=1");
        run.Interrupt();
        RefineResult interrupted = await run.EndAsync();
        Assert.True(interrupted.ExitCode == 130, interrupted.ToString());
        RefineResult resumed = await RefineProcess.RunAsync(data.Path, settings, "resume", "--json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(1, await OrdersAsync(address));
    }

    private static async Task AtEveryCommitAsync(string moment, bool forgets, Action<long, string> check)
    {
        int commit = 1;
        while (await DiesAndIsResumedAsync(commit, moment, forgets, check))
            commit++;
        Assert.True(commit > 8, string.Create(CultureInfo.InvariantCulture, $"only {commit - 1} processes died"));
    }

    private static async Task<bool> DiesAndIsResumedAsync(int commit, string moment, bool forgets, Action<long, string> check)
    {
        using var data = new DataFolder();
        WebApplication server = await StartAsync("http://127.0.0.1:0");
        try
        {
            string address = DevServers.AddressOf(server).AbsoluteUri;
            using RefineProcess host = RefineProcess.StartProgram(
                "RefineWorkflows.CrashHost.dll", [data.Path, "crash", Definition, "climbing", commit.ToString(CultureInfo.InvariantCulture), moment, address]);
            RefineResult died = await host.EndAsync();
            Assert.True(died.ExitCode is 0 or 137, died.ToString());
            long before = 0;
            if (forgets)
            {
                before = await OrdersAsync(address);
                await server.DisposeAsync();
                server = await StartAsync(address);
            }

            var settings = new Dictionary<string, string> { ["REFINE_BackEnds__0__Name"] = "mine", ["REFINE_BackEnds__0__Kind"] = "comfyui", ["REFINE_BackEnds__0__Address"] = address };
            RefineResult resumed = await RefineProcess.RunAsync(data.Path, settings, "resume", "crash", "--json");
            Assert.True(resumed.ExitCode is 0 or 3 or 5, $"commit {commit}: {resumed}");
            // Before the first commit it never became a run.
            if (resumed.ExitCode != 3)
                check(before + await OrdersAsync(address), await File.ReadAllTextAsync(Path.Combine(data.Path, "runs", "crash", "trace.jsonl")));
            return died.ExitCode == 137;
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<WebApplication> StartAsync(string url)
    {
        WebApplication app = DevServers.All["comfyui"](url);
        await app.StartAsync();
        return app;
    }

    private static async Task<long> OrdersAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        return (await client.GetFromJsonAsync<Dictionary<string, long>>("/__dev/counts"))!.GetValueOrDefault("taken");
    }
}
