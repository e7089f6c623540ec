using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>What a person does in the workflow editor.</summary>
internal sealed class Editor(StudioPage studio)
{
    private const string SavePath = "/elsa/api/workflow-definitions";

    private readonly IPage page = studio.Page;

    /// <summary>The page that the editor is on.</summary>
    public StudioPage Studio => studio;

    public IPage Page => page;

    /// <summary>All nodes on the canvas.</summary>
    public ILocator Nodes => page.Locator(".x6-node .elsa-activity");

    /// <summary>The id of the definition in the page's address.</summary>
    public string DefinitionId => Uri.UnescapeDataString(Regex.Match(page.Url, "/definitions/([^/]+)/edit").Groups[1].Value);

    /// <summary>The node with a name on the canvas.</summary>
    public ILocator Node(string name) => Nodes.Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    /// <summary>The field with a label, wherever it is.</summary>
    public ILocator Field(string label)
        => page.Locator(".mud-input-control").Filter(new() { Has = page.Locator("legend").GetByText(label, new() { Exact = true }).Or(page.Locator("label").GetByText(label, new() { Exact = true })) }).Last;

    /// <summary>The places of the selected activity's inputs, in the order of its descriptor. (The same in CSS takes Playwright a quarter of a second each time.)</summary>
    public ILocator Inputs => page.Locator("form.mud-form >> visible=true")
        .Locator("xpath=./div[@role='group']/*[not(self::style or self::button) and not(*[contains(concat(' ', @class, ' '), ' mud-list-extended ')])]");

    /// <summary>Waits until the canvas can be used.</summary>
    public async Task ReadyAsync() => await page.Locator(".x6-graph-svg").First.WaitForAsync();

    /// <summary>Drags an activity from the toolbox.</summary>
    /// <returns>The model as it was saved, with the new activity in it.</returns>
    public async Task<JsonElement> DropAsync(string category, string activity, string expectedName, float x, float y)
    {
        ILocator item = page.Locator("[draggable=true]").GetByText(activity, new() { Exact = true }).First;
        ILocator panel = page.Locator(".mud-expand-panel").Filter(new() { Has = page.Locator(".mud-expand-panel-header").GetByText(category, new() { Exact = true }) });
        if (!await item.IsVisibleAsync())
            await panel.Locator(".mud-expand-panel-header").ClickAsync();
        // While the panel opens, another item passes under the mouse.
        await panel.Locator(".mud-collapse-entered").WaitForAsync();
        await item.WaitForAsync();
        return await SavesAsync(
            () => item.DragToAsync(page.Locator(".x6-graph"), new() { TargetPosition = new() { X = x, Y = y } }),
            model => Find(model, expectedName) is not null);
    }

    /// <summary>Clicks a node until Studio shows it as selected. (A canvas that has just opened still moves.)</summary>
    public async Task SelectAsync(string name)
    {
        int clicks = 0;
        for (int attempt = 0; ; attempt++)
        {
            if (await Node(name).BoundingBoxAsync() is not { } at)
            {
                // Studio is just drawing it anew, as it does after each save.
                Assert.True(attempt < 50, $"There is no '{name}' on the canvas.");
                await page.WaitForTimeoutAsync(100);
                continue;
            }

            await page.Mouse.ClickAsync(at.X + (at.Width / 2), at.Y + (at.Height / 2));
            // Nothing while the node is just being drawn anew.
            string? cell = await Node(name).EvaluateAsync<string?>("node => node.closest('[data-cell-id]')?.dataset.cellId");
            try
            {
                await page.Locator($".x6-widget-selection-box[data-cell-id='{cell}']").WaitForAsync(new() { Timeout = 2000 });
                return;
            }
            catch (TimeoutException) when (attempt < 50 && ++clicks < 6)
            {
                // It had moved away under the click.
            }
        }
    }

    /// <summary>Shows a tab of any of the panels.</summary>
    public Task OpenTabAsync(string name)
        // The tabs scroll inside of their bar, where a real click would miss some.
        => page.Locator(".mud-tab").Filter(new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(name)}\\s*\\d*\\s*$") }).Last.EvaluateAsync("tab => tab.click()");

    /// <summary>Types a text into a field, as a person does, and leaves the field.</summary>
    public async Task FillAsync(string label, string text)
    {
        ILocator input = Field(label).Locator("input:visible, textarea:visible").First;
        await input.FillAsync(text);
        await input.PressAsync("Tab");
    }

    /// <summary>Chooses how an input's value is written.</summary>
    public async Task ChooseSyntaxAsync(string input, string syntax)
    {
        await Field(input).Locator("xpath=ancestor::*[.//button][1]").Locator("button").Last.ClickAsync();
        await studio.ChooseAsync(syntax);
    }

    /// <summary>Ends the editing of a row of a table by its tick.</summary>
    public Task CommitRowAsync() => page.Locator(".mud-table-body tr:visible button").First.ClickAsync();

    /// <summary>Makes all nodes visible at once.</summary>
    public async Task ZoomToFitAsync()
    {
        await page.Locator(".mud-toolbar button:visible").First.ClickAsync();
        await studio.SettleAsync();
    }

    /// <summary>Clicks where the canvas is empty: the frame around a selected node covers what is in it.</summary>
    public async Task DeselectAsync()
    {
        LocatorBoundingBoxResult canvas = (await page.Locator(".x6-graph").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(canvas.X + canvas.Width - 40, canvas.Y + 30);
        await Assertions.Expect(page.Locator(".x6-widget-selection-box")).ToHaveCountAsync(0);
    }

    /// <summary>Rows of the version history.</summary>
    public ILocator VersionRows => page.Locator("table", new() { Has = page.Locator("th", new() { HasText = "Published" }) }).Locator("tbody tr.mud-table-row-clickable");

    /// <summary>Turns the switch off by which Studio saves each edit.</summary>
    public async Task SaveByHandAsync()
    {
        ILocator automatic = page.Locator(".mud-switch").Filter(new() { HasText = "Auto-save" }).Locator("input");
        await automatic.UncheckAsync(new() { Force = true });
    }

    /// <summary>The diskette: saves, and waits for the server's answer.</summary>
    public Task SaveAsync() => SavesAsync(() => page.Locator(".mud-toolbar .mud-badge-root button.mud-icon-button:visible").First.ClickAsync(), _ => true);

    /// <summary>The cloud: publishes, and waits for the server's answer.</summary>
    public Task PublishAsync() => SavesAsync(ClickPublishAsync, _ => true);

    public Task ClickPublishAsync() => page.Locator("button.mud-primary-text:has(+ *)").And(page.Locator("button.mud-icon-button")).First.ClickAsync();

    public Task ClickRunAsync() => page.Locator("button.mud-success-text").Last.ClickAsync();

    /// <summary>Starts the workflow and follows Studio to the instance.</summary>
    /// <returns>The id of the instance.</returns>
    public async Task<string> RunAsync()
    {
        await ClickRunAsync();
        await studio.ArriveAtAsync("/workflows/instances/[^/]+/view");
        return Uri.UnescapeDataString(Regex.Match(page.Url, "/instances/([^/]+)/view").Groups[1].Value);
    }

    /// <summary>Draws a connection with the mouse, from a port on the right of a node to the left of another.</summary>
    public async Task<JsonElement> ConnectAsync(string from, string to, int port = 0)
    {
        (float startX, float startY) = await CentreAsync(NodeShape(from).Locator("circle.elsa-designer-port-circle").Nth(1 + port));
        (float endX, float endY) = await CentreAsync(NodeShape(to).Locator("circle.elsa-designer-port-circle").First);
        return await SavesAsync(
            async () =>
            {
                await page.Mouse.MoveAsync(startX, startY);
                await page.Mouse.DownAsync();
                await page.Mouse.MoveAsync(endX, endY, new() { Steps = 12 });
                await page.Mouse.UpAsync();
            },
            model => model.GetProperty("root").GetProperty("connections").EnumerateArray().Any(connection =>
                IdOf(model, from) == connection.GetProperty("source").GetProperty("activity").GetString()
                && IdOf(model, to) == connection.GetProperty("target").GetProperty("activity").GetString()));
    }

    /// <summary>The whole shape of a node, with its ports.</summary>
    public ILocator NodeShape(string name) => page.Locator(".x6-node").Filter(new() { Has = page.Locator(".elsa-activity").GetByText(name, new() { Exact = true }) });

    /// <summary>Does something and waits until Studio has saved a model for which a condition holds.</summary>
    /// <returns>That model.</returns>
    public async Task<JsonElement> SavesAsync(Func<Task> edit, Func<JsonElement, bool> holds)
    {
        string last = "nothing";
        JsonElement found = default;
        try
        {
            IResponse response = await page.RunAndWaitForResponseAsync(edit, response =>
            {
                if (response.Request.Method != "POST" || new Uri(response.Url).AbsolutePath != SavePath)
                    return false;
                last = response.Request.PostData ?? "";
                found = JsonDocument.Parse(last).RootElement.GetProperty("model");
                return holds(found);
            });
            Assert.Equal(200, response.Status);
            return found;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Studio did not save what was expected. The last it saved: {last}", late);
        }
    }

    /// <summary>An activity of the root's by its name, or null.</summary>
    public static JsonElement? Find(JsonElement model, string name)
        => model.GetProperty("root").TryGetProperty("activities", out JsonElement activities) && activities.ValueKind == JsonValueKind.Array
            ? activities.EnumerateArray().Where(one => one.GetProperty("name").GetString() == name).Select(one => (JsonElement?)one).FirstOrDefault()
            : null;

    private static string? IdOf(JsonElement model, string name) => Find(model, name)?.GetProperty("id").GetString();

    private static async Task<(float X, float Y)> CentreAsync(ILocator shape)
    {
        LocatorBoundingBoxResult at = (await shape.BoundingBoxAsync())!;
        return (at.X + (at.Width / 2), at.Y + (at.Height / 2));
    }
}
