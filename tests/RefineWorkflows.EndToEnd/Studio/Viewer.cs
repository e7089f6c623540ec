using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>What a person sees of an instance.</summary>
internal sealed class Viewer(StudioPage studio)
{
    /// <summary>The page that the viewer is on.</summary>
    public StudioPage Studio => studio;

    public IPage Page => studio.Page;

    /// <summary>The number at the corner of a node.</summary>
    public ILocator Badge(string node) => Page.Locator(".x6-node").Filter(new() { Has = Page.Locator(".elsa-activity").GetByText(node, new() { Exact = true }) }).Locator(".mud-badge");

    /// <summary>A row of the details.</summary>
    public ILocator Detail(string name) => Page.Locator("tr:visible").Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) }).First;

    /// <summary>What the journal shows at the moment.</summary>
    public ILocator Events => Page.Locator(".mud-timeline-item");

    /// <summary>Shows in the journal what went wrong and nothing else, or everything again.</summary>
    public Task ToggleIncidentsAsync() => Page.Locator(".mud-toolbar:visible").First.Locator("button").Nth(2).ClickAsync();

    /// <summary>The visits to the selected node.</summary>
    public ILocator Executions => Page.Locator("tr:visible").Filter(new() { Has = Page.Locator("td").Filter(new() { HasTextRegex = new(@"^\s*[0-9a-f]+-\d+\s*$") }) });

    public Task OpenTabAsync(string name) => new Editor(studio).OpenTabAsync(name);

    public Task SelectAsync(string node) => new Editor(studio).SelectAsync(node);

    /// <summary>Looks into a node.</summary>
    public Task OpenNodeAsync(string node) => Page.Locator(".x6-node .elsa-activity").GetByText(node, new() { Exact = true }).DblClickAsync(new() { Force = true });

    /// <summary>Waits until the details tell this sub-status.</summary>
    /// <param name="status">As it is shown. The status beside it is Finished for what has faulted, too.</param>
    /// <param name="seconds">How long it may take.</param>
    public Task SubStatusAsync(string status, int seconds = 30) => Assertions.Expect(Detail("Sub status")).ToContainTextAsync(status, new() { Timeout = seconds * 1000 });

    public Task BadgeAsync(string node, string count) => Assertions.Expect(Badge(node)).ToHaveTextAsync(count);

    /// <summary>Waits until the journal holds these events in this order.</summary>
    public Task JournalAsync(params string[] events)
        => Assertions.Expect(Page.Locator(".mud-timeline-item, .mud-timeline .mud-timeline-item-content").Filter(new() { HasText = " - " })).ToContainTextAsync([.. events.Select(one => $"- {one}")]);
}
