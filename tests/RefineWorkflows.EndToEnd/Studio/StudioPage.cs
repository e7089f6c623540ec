using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>One page of Studio under watch: what its console says, what it asks for, what fails.</summary>
public sealed class StudioPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> forgiven = new();
    private readonly string address;
    private readonly ConcurrentDictionary<IRequest, bool> underWay = new();
    private long lastTraffic = Stopwatch.GetTimestamp();

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
            // What the page before had under way is never reported as finished.
            if (request.IsNavigationRequest)
                underWay.Clear();
            // A stream of events has no end.
            if (!request.Url.EndsWith("/events", StringComparison.Ordinal))
                underWay[request] = true;
            Volatile.Write(ref lastTraffic, Stopwatch.GetTimestamp());
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                complaints.Enqueue($"another machine is asked: {request.Url}");
        };
        page.RequestFinished += (_, request) => End(request);
        page.RequestFailed += (_, request) => End(request);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                complaints.Enqueue($"{response.Status} {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Goes to a path and waits until Studio's element is there.</summary>
    public async Task GoAsync(string path)
    {
        if (Page.Url.StartsWith(address, StringComparison.Ordinal))
            await SettleAsync();
        await Page.GotoAsync($"{address}{path}");
        await ArriveAsync(path);
    }

    /// <summary>
    /// Waits until Studio has nothing more to say to the server: it saves half a second after an edit, and once more when
    /// it has measured a node. There is no other sign that it is done.
    /// </summary>
    public Task SettleAsync() => SettleAsync(TimeSpan.FromSeconds(1));

    /// <summary>The same with another idea of how long a silence is.</summary>
    public async Task SettleAsync(TimeSpan silence)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(30)
            && (!underWay.IsEmpty || Stopwatch.GetElapsedTime(Volatile.Read(ref lastTraffic)) < silence))
            await Page.WaitForTimeoutAsync(50);
    }

    /// <summary>Waits until the browser has come to an address. It is looked at again and again: the event that tells of the way may be over before anybody listens.</summary>
    /// <param name="path">The end of the address, as a regular expression.</param>
    public Task ArriveAtAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync(new Regex($"{path}$"), new() { Timeout = 45_000 });

    /// <summary>The same page again, from the server, once everything is saved.</summary>
    public async Task ReloadAsync()
    {
        await SettleAsync();
        await Page.ReloadAsync();
        await ArriveAsync(Page.Url);
    }

    /// <summary>The row of a list in which a text stands.</summary>
    public ILocator Row(string text) => Page.Locator("tbody tr").Filter(new() { Has = Page.GetByText(text, new() { Exact = true }) });

    /// <summary>Types into a list's search box.</summary>
    public async Task SearchAsync(string text)
    {
        ILocator box = Page.GetByPlaceholder(new Regex("^Search"));
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    /// <summary>Chooses from the menu at the end of a row.</summary>
    public async Task ChooseInRowAsync(string row, string item)
    {
        await Row(row).Locator("button").Last.ClickAsync();
        await ChooseAsync(item);
    }

    /// <summary>Chooses from the menu that is open.</summary>
    public Task ChooseAsync(string item) => Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(item)}\\s*$") }).First.ClickAsync();

    /// <summary>Ticks all rows that are shown, once there are so many.</summary>
    public async Task SelectAllRowsAsync(int count)
    {
        await Assertions.Expect(Page.Locator("tbody tr input[type=checkbox]")).ToHaveCountAsync(count);
        await SettleAsync();
        await Page.Locator("thead input[type=checkbox]").First.ClickAsync();
        await Assertions.Expect(Page.Locator("tbody tr input[type=checkbox]").First).ToBeCheckedAsync();
    }

    /// <summary>Chooses from the bulk actions of a list.</summary>
    public async Task ChooseBulkAsync(string item)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Bulk actions" }).First.ClickAsync();
        await ChooseAsync(item);
    }

    /// <summary>Imports a file by the menu beside the button that creates a workflow.</summary>
    public async Task ImportAsync(string file)
    {
        await Page.Locator(".mud-button-group-root button").Last.ClickAsync();
        IFileChooser chooser = await Page.RunAndWaitForFileChooserAsync(() => ChooseAsync("Import"));
        await chooser.SetFilesAsync(file);
    }

    /// <summary>Answers the dialog that is open, once it has filled its fields: Studio breaks when it is answered before.</summary>
    public async Task ConfirmAsync(string button)
    {
        await SettleAsync(TimeSpan.FromMilliseconds(500));
        await Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    /// <summary>Waits for a message at the edge of the page.</summary>
    public Task SnackbarAsync(string text) => Page.Locator(".mud-snackbar").GetByText(text).First.WaitForAsync();

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
        Assert.False(await Page.Locator("#blazor-error-ui").IsVisibleAsync(), $"Studio shows its error bar\n{string.Join('\n', complaints.Concat(forgiven).Distinct().Take(20))}");
        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Distinct().Take(10)));
    }

    /// <summary>The same, but for complaints that a journey means to provoke.</summary>
    public void Forgive(Regex expected)
    {
        string[] all = [.. complaints];
        complaints.Clear();
        foreach (string one in all)
            (expected.IsMatch(one) ? forgiven : complaints).Enqueue(one);
    }

    /// <summary>Begins anew, after a journey has broken something on purpose.</summary>
    public void ForgetComplaints() => complaints.Clear();

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    private void End(IRequest request)
    {
        underWay.TryRemove(request, out _);
        Volatile.Write(ref lastTraffic, Stopwatch.GetTimestamp());
    }

    private async Task ArriveAsync(string path)
    {
        if (await Page.Locator("#host").CountAsync() == 0)
            return;
        try
        {
            await Page.WaitForSelectorAsync("#host > :not(p)", new() { State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Studio did not come up on {path}.\n{string.Join('\n', complaints.Distinct().Take(20))}", late);
        }
    }
}
