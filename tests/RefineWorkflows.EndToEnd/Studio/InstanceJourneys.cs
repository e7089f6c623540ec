using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Running, watching, cancelling and deleting instances.</summary>
[Collection("Palette")]
public sealed class InstanceJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_workflow_is_run_from_the_editor_and_its_finished_instance_shows_what_happened()
    {
        string id = await studio.DefineAsync($"Run {Guid.NewGuid():N}", [Some.WriteLine("a", "hello"), Some.WriteLine("b", "bye", 300)], [Some.Connection("a", "b")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.Node("b").WaitForAsync();
            string instance = await editor.RunAsync();
            var viewer = new Viewer(editor.Studio);
            await viewer.SubStatusAsync("Finished");
            await viewer.JournalAsync("Started", "Completed", "Started", "Completed");
            await viewer.BadgeAsync("a", "1");
            await viewer.BadgeAsync("b", "1");
            await Assertions.Expect(viewer.Detail("Definition ID")).ToContainTextAsync(id);
            Assert.EndsWith($"/{instance}/view", editor.Page.Url, StringComparison.Ordinal);
            await viewer.SelectAsync("a");
            await Assertions.Expect(editor.Page.GetByText("Workflow1:f1:a").First).ToBeVisibleAsync();
            await Assertions.Expect(editor.Page.GetByText("hello").First).ToBeAttachedAsync();
            foreach ((string row, string value) in new[] { ("Node ID", "Workflow1:f1:a"), ("Type", "Elsa.WriteLine"), ("Text", "hello") })
                await Assertions.Expect(viewer.Detail(row)).ToContainTextAsync(value);
            await Assertions.Expect(viewer.Detail("Workflow State")).ToContainTextAsync("\"DefinitionId\"");
            await editor.OpenTabAsync("Activity Call Stack");
            await editor.Page.GetByText("Call stack (3)").WaitForAsync();
            await editor.OpenTabAsync("Executions");
            await Assertions.Expect(viewer.Executions).ToHaveCountAsync(1);
            await viewer.Executions.Locator("td").First.ClickAsync();
            await editor.Page.GetByText("Execution Details").First.WaitForAsync();
        });
    }

    [Fact]
    public async Task A_faulted_instance_names_its_incident_and_the_activity()
    {
        string id = await studio.DefineAsync(
            $"Fault {Guid.NewGuid():N}",
            [Some.WriteLine("a", "hello"), Some.Activity("Elsa.Fault", "broken", 300, 0, ("message", Some.Input("String", "Literal", "It cannot be painted.")))],
            [Some.Connection("a", "broken")],
            publish: true);
        string instance = await studio.ExecuteAsync(id);
        await studio.ViewingAsync(instance, async viewer =>
        {
            await viewer.SubStatusAsync("Faulted");
            await viewer.JournalAsync("Started", "Completed", "Started", "Faulted");
            await Assertions.Expect(viewer.Badge("broken")).ToHaveTextAsync("1");
            await viewer.OpenTabAsync("Incidents");
            await viewer.Page.Locator(".mud-expand-panel-header").GetByText("It cannot be painted.").ClickAsync();
            await Assertions.Expect(viewer.Detail("ActivityNodeId")).ToContainTextAsync("Workflow1:f1:broken");
            await viewer.Page.GetByRole(AriaRole.Button, new() { Name = "Navigate" }).ClickAsync();
            await Assertions.Expect(viewer.Detail("Node ID")).ToContainTextAsync("Workflow1:f1:broken");
            await viewer.ToggleIncidentsAsync();
            await Assertions.Expect(viewer.Events).ToHaveCountAsync(1);
            await Assertions.Expect(viewer.Events).ToContainTextAsync("Faulted");
            await viewer.ToggleIncidentsAsync();
            await viewer.JournalAsync("Started", "Completed", "Started", "Faulted");
        });
    }

    [Fact]
    public async Task A_waiting_instance_goes_on_before_the_eyes_of_whoever_watches()
    {
        string id = await studio.DefineAsync(
            $"Wait {Guid.NewGuid():N}",
            [Some.WriteLine("a", "hello"), Some.Activity("Elsa.Delay", "pause", 300, 0, ("timeSpan", Some.Input("TimeSpan", "Literal", "00:00:20"))), Some.WriteLine("b", "bye", 600)],
            [Some.Connection("a", "pause"), Some.Connection("pause", "b")],
            publish: true);
        string instance = await studio.ExecuteAsync(id);
        await studio.ViewingAsync(instance, async viewer =>
        {
            await viewer.SubStatusAsync("Suspended");
            await viewer.BadgeAsync("pause", "1");
            await viewer.SubStatusAsync("Finished");
            await viewer.BadgeAsync("b", "1");
            await viewer.JournalAsync("Started", "Completed", "Started", "Suspended", "Resumed", "Completed", "Started", "Completed");
        });
    }

    [Fact]
    public async Task A_loop_counts_its_body_once_for_each_item()
    {
        JsonObject body = Some.Activity("Elsa.Sequence", "s1", 0, 0, ("activities", new JsonArray { Some.WriteLine("line", "again") }));
        string id = await studio.DefineAsync(
            $"Loop {Guid.NewGuid():N}",
            [Some.Activity("Elsa.ForEach", "each", 0, 0, ("items", Some.Input("Object", "Object", "[1,2,3]")), ("body", body))],
            publish: true);
        string instance = await studio.ExecuteAsync(id);
        await studio.ViewingAsync(instance, async viewer =>
        {
            await viewer.SubStatusAsync("Finished");
            await viewer.Page.Locator(".embedded-port-occupied").GetByText("s1").First.ClickAsync();
            await Assertions.Expect(viewer.Page.Locator(".mud-breadcrumb-item")).ToHaveCountAsync(2);
            await viewer.BadgeAsync("line", "3");
        });
    }

    [Fact]
    public async Task An_instance_is_found_in_the_list_cancelled_and_deleted()
    {
        string name = $"Cancel {Guid.NewGuid():N}";
        string id = await studio.DefineAsync(name, [Some.Activity("Elsa.Delay", "pause", 0, 0, ("timeSpan", Some.Input("TimeSpan", "Literal", "01:00:00")))], publish: true);
        string instance = await studio.ExecuteAsync(id);
        await studio.JourneyAsync("/studio/workflows/instances", async page =>
        {
            await page.SearchAsync(instance);
            ILocator row = page.Row(instance);
            await Assertions.Expect(row).ToContainTextAsync(name);
            await Assertions.Expect(row).ToContainTextAsync("Suspended");
            await page.ChooseInRowAsync(instance, "Cancel");
            await page.ConfirmAsync("Yes");
            await Assertions.Expect(row).ToContainTextAsync("Cancelled");
            await page.ChooseInRowAsync(instance, "Delete");
            await page.ConfirmAsync("Delete");
            await Assertions.Expect(row).ToHaveCountAsync(0);
        });
    }

    [Fact]
    public async Task A_row_leads_to_the_viewer_and_the_viewer_back_to_the_editor()
    {
        string id = await studio.DefineAsync($"Ways {Guid.NewGuid():N}", [Some.WriteLine("a", "hello")], publish: true);
        string instance = await studio.ExecuteAsync(id);
        await studio.JourneyAsync("/studio/workflows/instances", async page =>
        {
            await page.SearchAsync(instance);
            await page.Row(instance).GetByText("Finished").First.ClickAsync();
            await page.ArriveAtAsync($"/workflows/instances/{instance}/view");
            var viewer = new Viewer(page);
            await viewer.SubStatusAsync("Finished");
            await page.Page.GetByText(id, new() { Exact = true }).First.ClickAsync();
            await page.ArriveAtAsync($"/studio/workflows/definitions/{id}/edit");
            await new Editor(page).Node("a").WaitForAsync();
        });
    }

    [Fact]
    public async Task A_singleton_that_runs_already_cannot_be_started()
    {
        string id = await studio.SaveAsync(
            new()
            {
                ["name"] = $"Singleton {Guid.NewGuid():N}",
                ["options"] = new JsonObject { ["activationStrategyType"] = "Elsa.Workflows.WorkflowActivationValidators.SingletonStrategy, Elsa.Workflows.Core" },
                ["root"] = Some.Activity("Elsa.Flowchart", "f1", 0, 0, ("activities", new JsonArray { Some.Activity("Elsa.Delay", "pause", 0, 0, ("timeSpan", Some.Input("TimeSpan", "Literal", "01:00:00"))) }), ("connections", new JsonArray())),
            },
            publish: true);
        await studio.ExecuteAsync(id);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.Node("pause").WaitForAsync();
            await editor.ClickRunAsync();
            await editor.Studio.SnackbarAsync("cannot be started");
            Assert.EndsWith("/edit", editor.Page.Url, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_viewer_shows_what_variables_hold_and_what_went_in_and_came_out()
    {
        string id = await studio.SaveAsync(
            new()
            {
                ["name"] = $"Values {Guid.NewGuid():N}",
                ["variables"] = new JsonArray { Some.Variable("0123456789abcdef", "Answer", value: "unset") },
                ["inputs"] = new JsonArray { new JsonObject { ["type"] = "String", ["name"] = "Question", ["displayName"] = "Question", ["uiHint"] = "singleline" } },
                ["outputs"] = new JsonArray { new JsonObject { ["type"] = "String", ["name"] = "Result", ["displayName"] = "Result" } },
                ["root"] = Some.Activity("Elsa.Sequence", "s1", 0, 0, ("activities", new JsonArray
                {
                    Some.Activity("Elsa.SetVariable", "set", 0, 0, ("variable", Some.Variable("0123456789abcdef", "Answer")), ("value", Some.Input("Object", "Literal", "forty-two"))),
                    Some.Activity("Elsa.SetOutput", "out", 0, 0, ("outputName", Some.Input("String", "Literal", "Result")), ("outputValue", Some.Input("Object", "Literal", "came out"))),
                })),
            },
            publish: true);
        using HttpResponseMessage run = await studio.Http.PostAsJsonAsync($"/elsa/api/workflow-definitions/{id}/execute", new JsonObject { ["input"] = new JsonObject { ["Question"] = "went in" } });
        await studio.ViewingAsync(run.Headers.GetValues("x-elsa-workflow-instance-id").Single(), async viewer =>
        {
            await viewer.SubStatusAsync("Finished");
            await viewer.OpenTabAsync("Variables");
            await Assertions.Expect(viewer.Detail("Answer")).ToContainTextAsync("forty-two");
            await viewer.OpenTabAsync("Input/output");
            await Assertions.Expect(viewer.Detail("Question")).ToContainTextAsync("went in");
            await Assertions.Expect(viewer.Detail("Result")).ToContainTextAsync("came out");
        });
    }

    [Fact]
    public async Task Instances_are_filtered_cancelled_together_and_deleted_together()
    {
        string name = $"Many {Guid.NewGuid():N}";
        string waiting = await studio.DefineAsync(name, [Some.Activity("Elsa.Delay", "pause", 0, 0, ("timeSpan", Some.Input("TimeSpan", "Literal", "01:00:00")))], publish: true);
        string first = await studio.ExecuteAsync(waiting), second = await studio.ExecuteAsync(waiting);
        await studio.JourneyAsync("/studio/workflows/instances", async page =>
        {
            await page.SearchAsync(waiting);
            await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(2);
            await page.SettleAsync();
            await FilterAsync(page, "Sub status", "Faulted");
            await Assertions.Expect(page.Row(first)).ToHaveCountAsync(0);
            await FilterAsync(page, "Sub status", "Faulted");
            await FilterAsync(page, "Sub status", "Suspended");
            await page.Row(first).WaitForAsync();
            await page.Row(second).WaitForAsync();
            await FilterAsync(page, "Sub status", "Suspended");
            await FilterAsync(page, "Status", "Finished");
            await Assertions.Expect(page.Row(first)).ToHaveCountAsync(0);
            await FilterAsync(page, "Status", "Finished");
            await FilterAsync(page, "Has Incidents", "Yes");
            await Assertions.Expect(page.Row(first)).ToHaveCountAsync(0);
            await FilterAsync(page, "Has Incidents", "No");
            await page.Row(first).WaitForAsync();

            await page.SelectAllRowsAsync(2);
            await page.ChooseBulkAsync("Cancel");
            await page.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button).Last.ClickAsync();
            foreach (string one in new[] { first, second })
                await Assertions.Expect(page.Row(one)).ToContainTextAsync("Cancelled");
            // Nothing is ticked in a list that was opened anew.
            await page.GoAsync("/studio/workflows/instances");
            await page.SearchAsync(waiting);
            await page.SelectAllRowsAsync(2);
            await page.ChooseBulkAsync("Delete");
            await page.ConfirmAsync("Delete");
            await Assertions.Expect(page.Row(first)).ToHaveCountAsync(0);
            await Assertions.Expect(page.Row(second)).ToHaveCountAsync(0);
        });
    }

    /// <summary>Ticks or unticks one choice of a filter.</summary>
    private static async Task FilterAsync(StudioPage page, string filter, string choice)
    {
        await page.Page.Locator(".mud-input-control").Filter(new() { Has = page.Page.Locator("legend").GetByText(filter, new() { Exact = true }) }).Last.ClickAsync();
        await page.Page.Locator(".mud-popover-open").Locator(".mud-list-item, .mud-list-item-extended").Filter(new() { HasTextRegex = new Regex($@"^\s*{choice}\s*$") }).ClickAsync();
        // Where several can be chosen, the list stays open.
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
        await page.SettleAsync();
    }
}
