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
            await viewer.SelectAsync($"{child}1");
            await Assertions.Expect(viewer.Detail("Type")).ToContainTextAsync(child);
            await viewer.OpenNodeAsync($"{child}1");
            await viewer.BadgeAsync("inner", "1");
            await Assertions.Expect(editor.Page.Locator(".mud-breadcrumb-item")).ToHaveCountAsync(2);
        });
    }

    [Fact]
    public async Task States_and_a_transition_are_drawn_in_a_state_machine()
    {
        string id = await studio.SaveAsync(
            new() { ["name"] = $"States {Guid.NewGuid():N}", ["root"] = new JsonObject { ["id"] = "m1", ["type"] = "Elsa.StateMachine", ["version"] = 1, ["name"] = "StateMachine1" } },
            publish: false);
        await studio.JourneyAsync($"/studio/workflows/definitions/{id}/edit", async page =>
        {
            var editor = new Editor(page);
            foreach (string state in new[] { "Draft", "Final" })
            {
                await AddAsync(page, "Add state", menu => menu.Locator("input").First.FillAsync(state));
                await page.Page.Locator("details option").GetByText(state, new() { Exact = true }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            }

            await AddAsync(page, "Add transition", async menu =>
            {
                await menu.Locator("input").First.FillAsync("approve");
                await menu.Locator("select").First.SelectOptionAsync(new SelectOptionValue { Label = "Draft" });
                await menu.Locator("select").Last.SelectOptionAsync(new SelectOptionValue { Label = "Final" });
            });
            await studio.StoresAsync(editor, () => Task.CompletedTask, stored => stored.GetProperty("root").GetProperty("transitions").GetArrayLength() == 1);
            JsonElement root = (await studio.DefinitionAsync(id)).GetProperty("root");
            Assert.Equal(["Draft", "Final"], root.GetProperty("states").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
            JsonElement transition = root.GetProperty("transitions")[0];
            Assert.Equal(("Draft", "Final"), (transition.GetProperty("from").GetString(), transition.GetProperty("to").GetString()));
            await page.ReloadAsync();
            await page.Page.Locator("details option").GetByText("Final", new() { Exact = true }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        });

        static async Task AddAsync(StudioPage page, string what, Func<ILocator, Task> fill)
        {
            ILocator menu = page.Page.Locator("details").Filter(new() { HasText = what });
            await menu.Locator("summary").WaitForAsync();
            await page.SettleAsync();
            // The menu stays open after something was added.
            if (await menu.GetAttributeAsync("open") is null)
                await menu.Locator("summary").ClickAsync();
            await fill(menu);
            await menu.GetByRole(AriaRole.Button, new() { Name = what }).ClickAsync();
        }
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
        await page.ArriveAtAsync("/workflows/definitions/[^/]+/edit");
        await page.SettleAsync();
        JsonElement created = await studio.DefinitionAsync(new Editor(page).DefinitionId);
        Assert.Equal(type, created.GetProperty("root").GetProperty("type").GetString());
        await page.Page.Locator(".mud-tab").GetByText(card).First.WaitForAsync();
    }, $"A workflow with a {card}");
}
