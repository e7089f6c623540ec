using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A workflow drawn from an empty canvas: created, activities dropped, edited, connected.</summary>
[Collection("Studio")]
public sealed partial class DrawingJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_workflow_is_created_from_the_list_and_opens_empty()
    {
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
            ILocator dialog = page.Page.Locator(".mud-dialog");
            await Assertions.Expect(dialog.GetByRole(AriaRole.Radio)).ToHaveCountAsync(3);
            await Assertions.Expect(dialog.Locator("input[type=text]").First).ToHaveValueAsync(new Regex(@"^Workflow \d+$"));
            IRequest create = await page.Page.RunAndWaitForRequestAsync(
                () => dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync(),
                request => request.Method == "POST" && request.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal));
            JsonElement body = JsonDocument.Parse(create.PostData!).RootElement;
            Assert.Equal(JsonValueKind.Null, body.GetProperty("publish").ValueKind);
            Assert.Equal("Elsa.Flowchart", body.GetProperty("model").GetProperty("root").GetProperty("type").GetString());
            await page.ArriveAtAsync("/workflows/definitions/[^/]+/edit");
            var editor = new Editor(page);
            await editor.ReadyAsync();
            await Assertions.Expect(page.Page.Locator(".mud-expand-panel-header").First).ToBeVisibleAsync();
            await Assertions.Expect(editor.Nodes).ToHaveCountAsync(0);
        });
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_before_anything_is_saved()
    {
        string name = $"Taken {Guid.NewGuid():N}";
        await studio.DefineAsync(name);
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
            ILocator dialog = page.Page.Locator(".mud-dialog");
            ILocator field = dialog.Locator("input[type=text]").First;
            await Assertions.Expect(field).ToHaveValueAsync(new Regex(@"^Workflow \d+$"));
            await field.FillAsync(name);
            await field.PressAsync("Tab");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
            await dialog.GetByText("A workflow with this name already exists.").First.WaitForAsync();
            Assert.Contains("/workflows/definitions", page.Page.Url, StringComparison.Ordinal);
            Assert.DoesNotContain("/edit", page.Page.Url, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_dropped_activity_is_saved_where_it_was_dropped()
    {
        string id = await studio.DefineAsync($"Drop {Guid.NewGuid():N}");
        await studio.EditingAsync(id, async editor =>
        {
            JsonElement model = await editor.DropAsync("Console", "Write Line", "WriteLine1", 160, 120);
            JsonElement node = Editor.Find(model, "WriteLine1")!.Value;
            Assert.Matches(HexId(), node.GetProperty("id").GetString());
            Assert.StartsWith($"Workflow1:{model.GetProperty("root").GetProperty("id").GetString()}", node.GetProperty("nodeId").GetString(), StringComparison.Ordinal);
            JsonElement position = node.GetProperty("metadata").GetProperty("designer").GetProperty("position");
            await editor.Studio.ReloadAsync();
            await Assertions.Expect(editor.Node("WriteLine1")).ToBeVisibleAsync();
            JsonElement kept = Editor.Find(await studio.DefinitionAsync(id), "WriteLine1")!.Value.GetProperty("metadata").GetProperty("designer").GetProperty("position");
            Assert.Equal(position.GetProperty("x").GetDouble(), kept.GetProperty("x").GetDouble());
            Assert.Equal(position.GetProperty("y").GetDouble(), kept.GetProperty("y").GetDouble());
        });
    }

    [Fact]
    public async Task A_text_is_typed_saved_and_there_after_a_reload()
    {
        string id = await studio.DefineAsync($"Text {Guid.NewGuid():N}");
        await studio.EditingAsync(id, async editor =>
        {
            await editor.DropAsync("Console", "Write Line", "WriteLine1", 160, 120);
            await editor.SelectAsync("WriteLine1");
            JsonElement model = await editor.SavesAsync(() => editor.FillAsync("Text", "Hello"), HasText);
            Assert.Equal("Literal", Text(model).GetProperty("type").GetString());
            await editor.Studio.ReloadAsync();
            await editor.SelectAsync("WriteLine1");
            await Assertions.Expect(editor.Field("Text").Locator("input").First).ToHaveValueAsync("Hello");
        });

        static JsonElement Text(JsonElement saved) => Editor.Find(saved, "WriteLine1")!.Value.GetProperty("text").GetProperty("expression");
        static bool HasText(JsonElement saved)
            => Editor.Find(saved, "WriteLine1") is { } node && node.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.Object
                && text.GetProperty("expression").GetProperty("value").ToString() == "Hello";
    }

    [Fact]
    public async Task Two_activities_are_connected_with_the_mouse()
    {
        string id = await studio.DefineAsync($"Connect {Guid.NewGuid():N}");
        await studio.EditingAsync(id, async editor =>
        {
            await editor.DropAsync("Console", "Write Line", "WriteLine1", 100, 120);
            await editor.DropAsync("Console", "Write Line", "WriteLine2", 420, 120);
            JsonElement model = await editor.ConnectAsync("WriteLine1", "WriteLine2");
            JsonElement connection = Assert.Single(model.GetProperty("root").GetProperty("connections").EnumerateArray());
            Assert.Equal("Done", connection.GetProperty("source").GetProperty("port").GetString());
            Assert.Equal("In", connection.GetProperty("target").GetProperty("port").GetString());
            await editor.Studio.ReloadAsync();
            await Assertions.Expect(editor.Page.Locator(".x6-edge")).ToHaveCountAsync(1);
        });
    }

    [GeneratedRegex("^[0-9a-f]{1,16}$")]
    private static partial Regex HexId();
}
