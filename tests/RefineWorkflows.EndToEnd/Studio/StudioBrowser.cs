using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A real server process and a real browser, shared by the journeys. Each journey gets a page of its own.</summary>
public sealed class StudioBrowser : IAsyncLifetime
{
    private readonly DataFolder data = new();
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IBrowserContext? profile;
    private ServerProcess? server;

    /// <summary>Where the server listens, without a slash at the end.</summary>
    public string Address => server!.Address;

    /// <summary>For what a journey prepares or checks without the browser.</summary>
    public HttpClient Http { get; private set; } = new();

    public async Task InitializeAsync()
    {
        server = new ServerProcess(data.Path);
        await StartServerAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(),
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        profile = await NewProfileAsync();
        Assertions.SetDefaultExpectTimeout(30_000);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        server?.Dispose();
        Http.Dispose();
        data.Dispose();
    }

    /// <summary>
    /// One journey on a page of its own. Whatever it does, at its end the console has told no error, no request has failed
    /// or gone to another machine, and Studio shows no error. Pictures of its end, good or bad, are kept for people.
    /// </summary>
    internal Task JourneyAsync(string path, Func<StudioPage, Task> journey, [CallerMemberName] string name = "")
        // These pages share a profile, and with it the browser's cache: Studio is 6 MB that only the first journey waits for.
        => JourneyAsync(profile!, Address, page => page.GoAsync(path), journey, name);

    /// <summary>The same on another server.</summary>
    internal Task JourneyAtAsync(string address, string path, Func<StudioPage, Task> journey, [CallerMemberName] string name = "")
        => JourneyAsync(profile!, address, page => page.GoAsync(path), journey, name);

    /// <summary>A journey of somebody else to another server: nothing is known of either in this browser, and it shall know nothing of them afterwards.</summary>
    /// <param name="address">Where that server is.</param>
    /// <param name="arrive">The way to the page that the journey begins on.</param>
    /// <param name="journey">What is done there.</param>
    /// <param name="name">Names the picture.</param>
    internal async Task VisitAsync(string address, Func<StudioPage, Task> arrive, Func<StudioPage, Task> journey, [CallerMemberName] string name = "")
    {
        await using IBrowserContext stranger = await NewProfileAsync();
        await JourneyAsync(stranger, address, arrive, journey, name);
    }

    private static async Task JourneyAsync(IBrowserContext profile, string address, Func<StudioPage, Task> arrive, Func<StudioPage, Task> journey, string name)
    {
        await using var page = new StudioPage(await profile.NewPageAsync(), address);
        try
        {
            await arrive(page);
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

    /// <summary>
    /// Edits until the server has what was meant. Studio takes a while to fill its panels, and what is done before that
    /// is lost: a person sees it and does it again. After a save Studio asks for the toolbox anew; whoever selects
    /// something before that is thrown back, so that is waited for, too.
    /// </summary>
    /// <param name="editor">The editor.</param>
    /// <param name="edit">What a person does.</param>
    /// <param name="isStored">Whether the stored definition has it.</param>
    internal async Task StoresAsync(Editor editor, Func<Task> edit, Func<JsonElement, bool> isStored)
    {
        var blink = TimeSpan.FromMilliseconds(300);
        JsonElement stored = default;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            await editor.Studio.SettleAsync(blink);
            await edit();
            for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(8); await editor.Page.WaitForTimeoutAsync(100))
            {
                stored = await DefinitionAsync(editor.DefinitionId);
                if (!isStored(stored))
                    continue;
                await editor.Studio.SettleAsync(blink);
                return;
            }
        }

        Assert.Fail($"The server does not have what was edited. It has {stored}");
    }

    /// <summary>kill -9, and the same server again at the same address over the same data.</summary>
    public async Task KillAndRestartAsync()
    {
        server!.Kill();
        await StartServerAsync();
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

    private async Task<IBrowserContext> NewProfileAsync()
    {
        IBrowserContext made = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, AcceptDownloads = true });
        made.SetDefaultTimeout(45_000);
        return made;
    }

    private async Task StartServerAsync()
    {
        await server!.StartAsync();
        // Connections to a server that was killed are of no use any more.
        Http.Dispose();
        Http = new HttpClient { BaseAddress = new Uri(Address) };
    }
}
