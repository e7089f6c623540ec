using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Server.DevServers;
using RefineWorkflows.Server.Tests.BackEnds;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Api;

public sealed class WatchingPictures
{
    [Fact]
    public async Task A_picture_in_the_making_is_told_with_its_share_and_a_small_preview_and_then_with_its_end()
    {
        await using ProtocolServer comfy = await ProtocolServer.StartAsync(DevServers.DevServers.All["comfyui"]);
        await comfy.FailAsync(new DevFault("slow", Route: "steps", Seconds: 3));
        await using RunningServer server = await StartAsync(comfy);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        string id = await PostAsync(server);
        List<JsonElement> news = [];
        await foreach (JsonElement one in ProgressAsync(server, id, limit.Token))
        {
            news.Add(one);
            if (one.GetProperty("done").GetDouble() >= 1)
                break;
        }

        JsonElement seen = news.First(one => one.GetProperty("preview").ValueKind == JsonValueKind.String);
        Assert.Equal(1, seen.GetProperty("iteration").GetInt32());
        Assert.InRange(seen.GetProperty("done").GetDouble(), 0.01, 0.99);
        byte[] preview = Convert.FromBase64String(seen.GetProperty("preview").GetString()!["data:image/jpeg;base64,".Length..]);
        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, 256, 192, 1), new ImageCodec(ImageLimits.Default).ReadHeader(preview));
        // What holds still is told once: three seconds would be six pieces of news.
        Assert.InRange(news.Count, 2, 4);
        await server.Workbench.FinishedAsync(id);
        Assert.Null(server.Workbench.BackEnds.Progress.Of(id));
    }

    [Fact]
    public async Task A_picture_that_fails_is_no_longer_in_the_making()
    {
        await using ProtocolServer comfy = await ProtocolServer.StartAsync(DevServers.DevServers.All["comfyui"]);
        await comfy.FailAsync(new DevFault("missing-model"));
        await using RunningServer server = await StartAsync(comfy);

        string id = await PostAsync(server);
        await server.Workbench.UntilAsync(async () => (await server.Workbench.Store.FindAsync(new InstanceId(id), default))?.SubStatus == InstanceSubStatus.Faulted);

        Assert.Null(server.Workbench.BackEnds.Progress.Of(id));
    }

    private static Task<RunningServer> StartAsync(ProtocolServer comfy) => RunningServer.StartAsync(change: settings => settings with
    {
        BackEnds = [new BackEndSettings { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = comfy.Address }],
    });

    private static async Task<string> PostAsync(RunningServer server)
    {
        HttpResponseMessage answer = await server.Client.PostAsJsonAsync("/api/v1/runs", new { definitionId = "refine-loop", input = new { Prompt = "a cat", MaxIterations = 1, Width = 512, Height = 384 } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async IAsyncEnumerable<JsonElement> ProgressAsync(RunningServer server, string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Stream stream = await server.Client.GetStreamAsync($"/api/v1/runs/{id}/events", cancellationToken);
        using var reader = new StreamReader(stream);
        string kind = "";
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line["event: ".Length..];
            else if (kind == "progress" && line.StartsWith("data: ", StringComparison.Ordinal))
                yield return JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]);
        }
    }
}
