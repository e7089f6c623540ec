using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Drafts, published and old versions.</summary>
[Collection("Palette")]
public sealed class VersionJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_draft_is_published_edited_into_a_new_draft_and_unpublished()
    {
        string name = $"Versions {Guid.NewGuid():N}";
        string id = await studio.DefineAsync(name, [Some.WriteLine("w1", "one")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.PublishAsync();
            await editor.Studio.SnackbarAsync("Workflow published");
            Assert.True((await studio.DefinitionAsync(id)).GetProperty("isPublished").GetBoolean());

            await editor.SelectAsync("w1");
            await editor.SavesAsync(() => editor.FillAsync("Text", "two"), saved => saved.GetProperty("root").GetRawText().Contains("\"two\"", StringComparison.Ordinal));
            await editor.Studio.SettleAsync();
            JsonElement draft = await studio.DefinitionAsync(id);
            Assert.Equal(2, draft.GetProperty("version").GetInt32());
            Assert.False(draft.GetProperty("isPublished").GetBoolean());
            await editor.OpenTabAsync("Version history");
            await Assertions.Expect(editor.VersionRows).ToHaveCountAsync(2);
            await Assertions.Expect(editor.VersionRows.First).ToContainTextAsync("2");

            await editor.Studio.GoAsync("/studio/workflows/definitions");
            await editor.Studio.SearchAsync(name);
            ILocator row = editor.Studio.Row(name);
            await Assertions.Expect(row.Locator("td").GetByText("2", new() { Exact = true })).ToBeVisibleAsync();
            await Assertions.Expect(row.Locator("td").GetByText("1", new() { Exact = true })).ToBeVisibleAsync();
            await editor.Studio.ChooseInRowAsync(name, "Unpublish");
            await Assertions.Expect(row.Locator("td").GetByText("-", new() { Exact = true })).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task An_old_version_is_shown_read_only_and_rolled_back_to()
    {
        string name = $"History {Guid.NewGuid():N}";
        string id = await studio.DefineAsync(name, [Some.WriteLine("first", "one")], publish: true);
        await studio.SaveAsync(new() { ["definitionId"] = id, ["name"] = name, ["root"] = new JsonObject { ["id"] = "f1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1", ["activities"] = new JsonArray { Some.WriteLine("second", "two") }, ["connections"] = new JsonArray() } }, publish: true);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.Node("second").WaitForAsync();
            await editor.OpenTabAsync("Version history");
            await Assertions.Expect(editor.VersionRows).ToHaveCountAsync(2);
            await editor.VersionRows.Last.Locator("td").Nth(2).ClickAsync();
            await editor.Node("first").WaitForAsync();
            await editor.Page.GetByText("Version 1", new() { Exact = true }).WaitForAsync();
            await Assertions.Expect(editor.Page.GetByText("Auto-save")).ToHaveCountAsync(0);

            await editor.VersionRows.Last.Locator("button").Last.ClickAsync();
            await editor.Studio.ChooseAsync("Rollback to this version");
            await Assertions.Expect(editor.VersionRows).ToHaveCountAsync(3);
            await Assertions.Expect(editor.Page.GetByText("Auto-save")).ToHaveCountAsync(1);
            JsonElement latest = await studio.DefinitionAsync(id);
            Assert.Equal(3, latest.GetProperty("version").GetInt32());
            Assert.Equal("first", latest.GetProperty("root").GetProperty("activities")[0].GetProperty("name").GetString());
        });
    }

    [Fact]
    public async Task What_cannot_be_published_is_told_in_a_sentence_and_the_editor_goes_on()
    {
        string id = await studio.DefineAsync($"Unknown {Guid.NewGuid():N}", [Some.Activity("Somebody.Elses", "x1", 0, 0), Some.WriteLine("w1", "one", 300)]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.Page.GetByText("Not Found: Somebody.Elses").First.WaitForAsync();
            await editor.Node("w1").WaitForAsync();
            await editor.ClickPublishAsync();
            await editor.Page.Locator(".mud-snackbar").GetByText("Somebody.Elses").First.WaitForAsync();
            editor.Studio.Forgive(new Regex("400"));
            await editor.SelectAsync("w1");
            await editor.SavesAsync(() => editor.FillAsync("Text", "two"), saved => saved.GetProperty("root").GetRawText().Contains("\"two\"", StringComparison.Ordinal));
            // The placeholder never reaches the store.
            await editor.Studio.SettleAsync();
            JsonElement export = await studio.ExportAsync(id);
            Assert.Contains(export.GetProperty("root").GetProperty("activities").EnumerateArray(), one => one.GetProperty("id").GetString() == "x1");
        });
    }
}
