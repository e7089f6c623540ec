using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Workflows inside of workflows, and roots that are no flowchart.</summary>
[Collection("Studio")]
public sealed class CompositionJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_workflow_is_drawn_inside_another_one_run_and_looked_into()
    {
        string child = $"Child{Guid.NewGuid():N}"[..14];
        await studio.SaveAsync(
            new()
            {
                ["name"] = child,
                ["options"] = new JsonObject { ["usableAsActivity"] = true },
                ["root"] = Some.Activity("Elsa.Flowchart", "c1", 0, 0, ("activities", new JsonArray { Some.WriteLine("inner", "inside") }), ("connections", new JsonArray())),
            },
            publish: true);
        string id = await studio.DefineAsync($"Parent {Guid.NewGuid():N}");
        await studio.EditingAsync(id, async editor =>
        {
            await editor.DropAsync("Workflows", child, $"{child}1", 160, 120);
            await editor.Studio.SettleAsync();
            await editor.RunAsync();
            var viewer = new Viewer(editor.Studio);
            await viewer.SubStatusAsync("Finished");
            await viewer.BadgeAsync($"{child}1", "1");
            await viewer.OpenNodeAsync($"{child}1");
            await viewer.BadgeAsync("inner", "1");
            await Assertions.Expect(editor.Page.Locator(".mud-breadcrumb-item")).ToHaveCountAsync(2);
        });
    }

    [Theory]
    [InlineData("Sequence", "Elsa.Sequence")]
    [InlineData("State machine", "Elsa.StateMachine")]
    public Task A_workflow_begins_with_another_root(string card, string type) => studio.JourneyAsync("/studio/workflows/definitions", async page =>
    {
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
        ILocator dialog = page.Page.Locator(".mud-dialog");
        await dialog.Locator("input[type=text]").First.FillAsync($"{card} {Guid.NewGuid():N}");
        await dialog.GetByText(card, new() { Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/workflows/definitions/*/edit");
        await page.SettleAsync();
        JsonElement created = await studio.DefinitionAsync(new Editor(page).DefinitionId);
        Assert.Equal(type, created.GetProperty("root").GetProperty("type").GetString());
        await page.Page.Locator(".mud-tab").GetByText(card).First.WaitForAsync();
    }, $"A workflow with a {card}");
}
