using System.Diagnostics;
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

    /// <summary>Opens a page in a fresh context, with its console and requests watched.</summary>
    /// <param name="path">Where to go.</param>
    /// <param name="waitForStudio">Whether one of Studio's elements is on it.</param>
    public async Task<StudioPage> OpenAsync(string path, bool waitForStudio = true)
    {
        IBrowserContext context = await browser!.NewContextAsync(new() { BaseURL = Address, ViewportSize = new() { Width = 1440, Height = 900 }, AcceptDownloads = true });
        context.SetDefaultTimeout(30_000);
        var page = new StudioPage(await context.NewPageAsync(), Address);
        await page.GoAsync(path, waitForStudio);
        return page;
    }

    /// <summary>kill -9, and the same server again at the same address over the same data.</summary>
    public async Task KillAndRestartAsync()
    {
        StopServer(kill: true);
        await StartServerAsync(Address);
    }

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
