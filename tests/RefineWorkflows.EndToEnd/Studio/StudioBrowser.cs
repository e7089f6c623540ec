using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
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

    /// <summary>
    /// One journey on a page of its own. Whatever it does, at its end the console has told no error, no request has failed
    /// or gone to another machine, and Studio shows no error. Pictures of its end, good or bad, are kept for people.
    /// </summary>
    internal async Task JourneyAsync(string path, Func<StudioPage, Task> journey, [CallerMemberName] string name = "")
    {
        // All pages share a profile, and with it the browser's cache: Studio is 6 MB that only the first journey waits for.
        await using var page = new StudioPage(await profile!.NewPageAsync(), Address);
        try
        {
            await page.GoAsync(path);
            await journey(page);
            await page.SettleAsync();
            await page.ShootAsync(name);
            await page.AssertCleanAsync();
        }
        catch
        {
            await page.ShootAsync($"failed-{name}");
            throw;
        }
    }

    /// <summary>A journey that begins in the editor.</summary>
    internal Task EditingAsync(string definitionId, Func<Editor, Task> journey, [CallerMemberName] string name = "")
        => JourneyAsync($"/studio/workflows/definitions/{Uri.EscapeDataString(definitionId)}/edit", async page =>
        {
            var editor = new Editor(page);
            await editor.ReadyAsync();
            // Studio fills its panels as the answers come; what is typed before that is lost.
            await page.SettleAsync();
            await journey(editor);
        }, name);

    /// <summary>kill -9, and the same server again at the same address over the same data.</summary>
    public async Task KillAndRestartAsync()
    {
        StopServer(kill: true);
        await StartServerAsync(Address);
    }

    /// <summary>A journey that begins in the viewer.</summary>
    internal Task ViewingAsync(string instanceId, Func<Viewer, Task> journey, [CallerMemberName] string name = "")
        => JourneyAsync($"/studio/workflows/instances/{Uri.EscapeDataString(instanceId)}/view", page => journey(new Viewer(page)), name);

    /// <summary>Starts a published workflow.</summary>
    /// <returns>The id of the instance, which has finished, faulted or waits by now.</returns>
    public async Task<string> ExecuteAsync(string definitionId)
    {
        using HttpResponseMessage response = await Http.PostAsJsonAsync($"/elsa/api/workflow-definitions/{Uri.EscapeDataString(definitionId)}/execute", new JsonObject());
        return response.Headers.GetValues("x-elsa-workflow-instance-id").Single();
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

    /// <summary>The file that a definition is exported as: what is stored.</summary>
    public async Task<JsonElement> ExportAsync(string definitionId)
        => await Http.GetFromJsonAsync<JsonElement>($"/elsa/api/workflow-definitions/{Uri.EscapeDataString(definitionId)}/export?versionOptions=Latest");

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
