using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Single activities, tried out in the editor.</summary>
[Collection("Studio")]
public sealed class TestJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task An_activity_is_tried_out_by_itself_and_leaves_no_instance()
    {
        string id = await studio.SaveAsync(
            new()
            {
                ["name"] = $"Tried {Guid.NewGuid():N}",
                ["variables"] = new JsonArray { Some.Variable("0123456789abcdef", "Total", "Int32", "5") },
                ["root"] = Some.Activity("Elsa.Flowchart", "f1", 0, 0,
                    ("activities", new JsonArray { Some.Activity("Elsa.WriteLine", "line", 0, 0, ("text", Some.Input("String", "JavaScript", "'total ' + getTotal()"))), Some.Activity("Elsa.Fault", "broken", 300, 0, ("message", Some.Input("String", "Literal", "It cannot be painted."))) }),
                    ("connections", new JsonArray())),
            },
            publish: false);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.SelectAsync("line");
            await editor.OpenTabAsync("Test");
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
            await Assertions.Expect(Row(editor, "Status")).ToContainTextAsync("Completed");
            await Assertions.Expect(Row(editor, "Text")).ToContainTextAsync("total 5");
            await Assertions.Expect(editor.Page.GetByText("Outcomes", new() { Exact = true }).First).ToBeAttachedAsync();

            await editor.SelectAsync("broken");
            await editor.OpenTabAsync("Test");
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
            await Assertions.Expect(Row(editor, "Status")).ToContainTextAsync("Faulted");
            await editor.Page.GetByText("It cannot be painted.").First.WaitForAsync();
        });
        using HttpResponseMessage answer = await studio.Http.PostAsJsonAsync("/elsa/api/workflow-instances", new { definitionIds = new[] { id } });
        Assert.Equal(0, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("totalCount").GetInt32());
    }

    private static ILocator Row(Editor editor, string name) => editor.Page.Locator("tr:visible").Filter(new() { Has = editor.Page.GetByText(name, new() { Exact = true }) }).First;
}
