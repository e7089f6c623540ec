using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A server of ours that has a back end of every kind, each being a protocol server of its kind.</summary>
public sealed class BackEndServer : IAsyncLifetime
{
    private static readonly (string Name, string Server, string Kind, string? Model)[] Kinds =
    [
        ("comfy", "comfyui", "comfyui", null), ("old-comfy", "comfyui-old", "comfyui", null), ("webui", "webui", "webui", null),
        ("openai-painter", "openai", "openai-images", "dev-painter"), ("gemini-painter", "gemini", "gemini-images", "dev-painter"),
        ("vllm", "openai", "openai-chat", "dev-vision"), ("gemini", "gemini", "gemini-chat", "dev-vision"), ("ollama", "ollama", "ollama", "dev-vision"),
    ];

    /// <summary>The one that is started by the server itself.</summary>
    private const string Llama = "own-llama";

    private readonly DataFolder data = new();
    private readonly Dictionary<string, WebApplication> apps = [];
    private ServerProcess? server;

    public string Address => server!.Address;

    public HttpClient Http { get; private set; } = new();

    public async Task InitializeAsync()
    {
        foreach (string kind in Kinds.Select(one => one.Server).Distinct())
        {
            apps[kind] = DevServers.All[kind]("http://127.0.0.1:0");
            await apps[kind].StartAsync();
        }

        server = new ServerProcess(data.Path, settings: Settings());
        await server.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(server.Address) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        server?.Dispose();
        foreach (WebApplication app in apps.Values)
            await app.DisposeAsync();
        data.Dispose();
    }

    /// <summary>A loop like the one that ships, for three small pictures, with nobody named who paints, judges and proposes.</summary>
    /// <returns>The id of the definition, which is published.</returns>
    public Task<string> LoopAsync() => ShippedLoop.CopyAsync(
        Http,
        "refine-loop",
        [.. new (string, JsonNode?)[] { ("prompt", "a hot hotdog"), ("maxIterations", 3), ("patience", 1000), ("seed", 7), ("width", 128), ("height", 128), ("generator", null), ("judge", null), ("proposer", null) }
            .Select(one => ("Refine.StartRun", one.Item1, one.Item2))]);

    /// <summary>Who painted, judged and proposed in a run, as its report tells.</summary>
    public JsonElement Models(string run)
        => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data.Path, "runs", run, "report.json"))).RootElement.GetProperty("models");

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>();
        for (int place = 0; place < Kinds.Length; place++)
        {
            (string name, string kindOfServer, string kind, string? model) = Kinds[place];
            string at = $"REFINE_BackEnds__{place}__";
            settings[$"{at}Name"] = name;
            settings[$"{at}Kind"] = kind;
            settings[$"{at}Address"] = new Uri(DevServers.AddressOf(apps[kindOfServer]), DevServers.PathOf(kindOfServer).TrimStart('/')).ToString();
            if (model is not null)
                settings[$"{at}Model"] = model;
        }

        string llama = $"REFINE_BackEnds__{Kinds.Length}__";
        settings[$"{llama}Name"] = Llama;
        settings[$"{llama}Kind"] = "llama-server";
        settings[$"{llama}Program"] = LlamaProgram.Install(data.Path, "model.gguf", "eyes.gguf");
        settings[$"{llama}ModelFile"] = Path.Combine(data.Path, "model.gguf");
        settings[$"{llama}Projector"] = Path.Combine(data.Path, "eyes.gguf");
        return settings;
    }
}
