using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A real server process and a real browser, shared by the journeys. Each journey gets a page of its own.</summary>
public sealed partial class StudioBrowser : IAsyncLifetime
{
    private readonly DataFolder data = new();
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IBrowserContext? profile;
    private Process? server;

    /// <summary>Where the server listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>For what a journey prepares or checks without the browser.</summary>
    public HttpClient Http { get; private set; } = new();

    public async Task InitializeAsync()
    {
        await StartServerAsync("http://127.0.0.1:0");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(),
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        profile = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, AcceptDownloads = true });
        profile.SetDefaultTimeout(45_000);
        Assertions.SetDefaultExpectTimeout(30_000);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        StopServer(kill: true);
        Http.Dispose();
        data.Dispose();
    }

    /// <summary>Opens a page with its console and requests watched.</summary>
    /// <param name="path">Where to go.</param>
    /// <param name="waitForStudio">Whether one of Studio's elements is on it.</param>
    public async Task<StudioPage> OpenAsync(string path, bool waitForStudio = true)
    {
        // All pages share a profile, and with it the browser's cache: Studio is 6 MB that only the first journey waits for.
        var page = new StudioPage(await profile!.NewPageAsync(), Address);
        await page.GoAsync(path, waitForStudio);
        return page;
    }

    /// <summary>Opens the editor on a definition.</summary>
    internal async Task<(StudioPage Page, Editor Editor)> EditAsync(string definitionId)
    {
        StudioPage page = await OpenAsync($"/studio/workflows/definitions/{Uri.EscapeDataString(definitionId)}/edit");
        var editor = new Editor(page);
        await editor.ReadyAsync();
        return (page, editor);
    }

    /// <summary>kill -9, and the same server again at the same address over the same data.</summary>
    public async Task KillAndRestartAsync()
    {
        StopServer(kill: true);
        await StartServerAsync(Address);
    }

    /// <summary>Saves a definition as Studio would, with a flowchart of the given activities.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> DefineAsync(string name, JsonArray? activities = null, JsonArray? connections = null, bool publish = false)
    {
        var model = new JsonObject
        {
            ["name"] = name,
            ["root"] = new JsonObject
            {
                ["id"] = "f1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1", ["activities"] = activities ?? [], ["connections"] = connections ?? [],
            },
        };
        return await SaveAsync(model, publish);
    }

    /// <summary>Saves any model.</summary>
    /// <returns>The id of the definition.</returns>
    public async Task<string> SaveAsync(JsonObject model, bool publish)
    {
        using HttpResponseMessage response = await Http.PostAsJsonAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish });
        JsonElement saved = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, saved.ToString());
        return saved.GetProperty("workflowDefinition").GetProperty("definitionId").GetString()!;
    }

    /// <summary>The latest version of a definition, as the server has it.</summary>
    public async Task<JsonElement> DefinitionAsync(string definitionId)
        => await Http.GetFromJsonAsync<JsonElement>($"/elsa/api/workflow-definitions/by-definition-id/{Uri.EscapeDataString(definitionId)}?versionOptions=Latest");

    private static string Chromium()
    {
        string?[] places = [Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium was found. Install it (Debian: apt-get install chromium), or name it in the variable CHROMIUM.");
    }

    private async Task StartServerAsync(string urls)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (string argument in new[] { Path.Combine(AppContext.BaseDirectory, "refine.dll"), "serve", "--urls", urls, "--data", data.Path })
            start.ArgumentList.Add(argument);
        server = Process.Start(start)!;
        // Nobody reads these; a full pipe would stop the server.
        _ = server.StandardError.ReadToEndAsync();
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                Address = match.Groups[1].Value;
                _ = server.StandardOutput.ReadToEndAsync();
                Http = new HttpClient { BaseAddress = new Uri(Address) };
                return;
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    private void StopServer(bool kill)
    {
        if (server is { HasExited: false } && kill)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
        }

        server?.Dispose();
        server = null;
    }

    [GeneratedRegex(@"^Listening on (\S+?)/?$")]
    private static partial Regex Listening();
}
