using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>One page of Studio under watch: what its console says, what it asks for, what fails.</summary>
public sealed class StudioPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly string address;

    public StudioPage(IPage page, string address)
    {
        Page = page;
        this.address = address;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Enqueue($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => complaints.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                complaints.Enqueue($"another machine is asked: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                complaints.Enqueue($"{response.Status} {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Goes to a path and waits until Studio's element is there.</summary>
    public async Task GoAsync(string path, bool waitForStudio = true)
    {
        await Page.GotoAsync($"{address}{path}");
        if (!waitForStudio)
            return;
        try
        {
            await Page.WaitForSelectorAsync("#host > :not(p)", new() { State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException late)
        {
            await ShootAsync("late");
            throw new TimeoutException($"Studio did not come up on {path}.\n{string.Join('\n', complaints.Distinct().Take(20))}", late);
        }
    }

    /// <summary>A picture for people, in the build's artifacts.</summary>
    public async Task ShootAsync(string name)
    {
        string folder = Path.Combine(Shared.Repository.Root, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    /// <summary>Nothing on this page has gone wrong so far.</summary>
    public async Task AssertCleanAsync()
    {
        Assert.False(await Page.Locator("#blazor-error-ui").IsVisibleAsync(), $"Studio shows its error bar\n{string.Join((char)10, complaints.Distinct().Take(10))}");
        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Distinct().Take(10)));
    }

    /// <summary>The same, but for complaints that a journey means to provoke.</summary>
    public void Forgive(Regex expected)
    {
        string[] others = [.. complaints.Where(one => !expected.IsMatch(one))];
        complaints.Clear();
        foreach (string other in others)
            complaints.Enqueue(other);
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
