using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>What is edited beside the canvas: expressions, ports, branches, variables, inputs and outputs, names.</summary>
[Collection("Studio")]
public sealed class PropertyJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_script_is_written_in_the_code_editor_and_there_after_a_reload()
    {
        string id = await studio.DefineAsync($"Script {Guid.NewGuid():N}", [Some.WriteLine("w1", "")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.SelectAsync("w1");
            await editor.ChooseSyntaxAsync("Text", "JavaScript");
            ILocator code = editor.Page.Locator(".monaco-editor:visible").First;
            await code.ClickAsync();
            JsonElement model = await editor.SavesAsync(
                () => editor.Page.Keyboard.InsertTextAsync("'Hi ' + getVar1()"),
                saved => Expression(saved, "w1", "text") is { } text && text.GetProperty("value").ToString().Contains("getVar1()", StringComparison.Ordinal));
            Assert.Equal("JavaScript", Expression(model, "w1", "text")!.Value.GetProperty("type").GetString());
            await editor.Studio.ReloadAsync();
            await editor.SelectAsync("w1");
            await editor.Page.Locator(".monaco-editor:visible .view-lines").GetByText("getVar1").First.WaitForAsync();
            await Assertions.Expect(editor.Page.GetByRole(AriaRole.Button, new() { Name = "JavaScript" })).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task A_decision_has_two_ways_out_and_a_switch_one_for_each_case()
    {
        string id = await studio.DefineAsync($"Ports {Guid.NewGuid():N}");
        await studio.EditingAsync(id, async editor =>
        {
            await editor.DropAsync("Branching", "Decision", "FlowDecision1", 120, 100);
            await Assertions.Expect(editor.NodeShape("FlowDecision1")).ToContainTextAsync("True");
            await Assertions.Expect(editor.NodeShape("FlowDecision1")).ToContainTextAsync("False");
            await editor.DropAsync("Branching", "Switch (flow)", "FlowSwitch1", 120, 260);
            await Assertions.Expect(editor.NodeShape("FlowSwitch1")).ToContainTextAsync("Default");
            await editor.SelectAsync("FlowSwitch1");
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Add case" }).ClickAsync();
            await editor.SavesAsync(
                async () =>
                {
                    ILocator label = editor.Page.Locator(".mud-table-body input:visible").First;
                    await label.FillAsync("Red");
                    await label.PressAsync("Tab");
                    await editor.CommitRowAsync();
                },
                saved => Editor.Find(saved, "FlowSwitch1") is { } node && node.TryGetProperty("cases", out JsonElement cases) && cases.EnumerateArray().Any(one => one.GetProperty("label").GetString() == "Red"));
            await Assertions.Expect(editor.NodeShape("FlowSwitch1")).ToContainTextAsync("Red");
        });
    }

    [Fact]
    public async Task A_branch_is_drawn_inside_an_if()
    {
        string id = await studio.DefineAsync($"Branch {Guid.NewGuid():N}");
        await studio.EditingAsync(id, async editor =>
        {
            await editor.DropAsync("Branching", "If", "If1", 160, 120);
            await editor.DeselectAsync();
            await editor.Page.Locator(".embedded-port").GetByText("Else").ClickAsync();
            ILocator dialog = editor.Page.Locator(".mud-dialog");
            await dialog.GetByText("Create Else branch").First.WaitForAsync();
            await dialog.GetByText("Sequence", new() { Exact = true }).First.ClickAsync();
            JsonElement model = await editor.SavesAsync(
                () => editor.Studio.ConfirmAsync("Ok"),
                saved => Editor.Find(saved, "If1") is { } node && node.TryGetProperty("else", out JsonElement branch) && branch.ValueKind == JsonValueKind.Object);
            JsonElement parent = Editor.Find(model, "If1")!.Value;
            JsonElement branch = parent.GetProperty("else");
            Assert.Equal("Elsa.Sequence", branch.GetProperty("type").GetString());
            Assert.StartsWith($"{parent.GetProperty("nodeId").GetString()}:", branch.GetProperty("nodeId").GetString(), StringComparison.Ordinal);
            await Assertions.Expect(editor.Page.Locator(".mud-breadcrumb-item")).ToHaveTextAsync([new Regex("Root"), new Regex("If1: Else")]);
        });
    }

    [Fact]
    public async Task A_variable_is_added_with_the_first_type_and_driver()
    {
        string id = await studio.DefineAsync($"Variables {Guid.NewGuid():N}", [Some.WriteLine("w1", "one")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.OpenTabAsync("Variables");
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Add variable" }).ClickAsync();
            JsonElement model = await editor.SavesAsync(() => editor.Studio.ConfirmAsync("Ok"), saved => saved.GetProperty("variables").GetArrayLength() == 1);
            JsonElement variable = model.GetProperty("variables")[0];
            Assert.Equal("Variable1", variable.GetProperty("name").GetString());
            Assert.Equal("Object", variable.GetProperty("typeName").GetString());
            Assert.Equal("WorkflowInstanceStorageDriver", variable.GetProperty("storageDriverTypeName").GetString());
            await editor.Page.GetByText("Workflow Instance", new() { Exact = true }).First.WaitForAsync();
        });
    }

    [Fact]
    public async Task Inputs_outputs_and_outcomes_are_added()
    {
        string id = await studio.DefineAsync($"Arguments {Guid.NewGuid():N}", [Some.WriteLine("w1", "one")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.OpenTabAsync("Input/Output");
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Add input" }).ClickAsync();
            JsonElement model = await editor.SavesAsync(() => editor.Studio.ConfirmAsync("Ok"), saved => saved.GetProperty("inputs").GetArrayLength() == 1);
            Assert.Equal("Input1", model.GetProperty("inputs")[0].GetProperty("name").GetString());
            Assert.Equal("singleline", model.GetProperty("inputs")[0].GetProperty("uiHint").GetString());
            await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Add output" }).ClickAsync();
            await editor.SavesAsync(() => editor.Studio.ConfirmAsync("Ok"), saved => saved.GetProperty("outputs").GetArrayLength() == 1);
            ILocator outcome = editor.Page.GetByPlaceholder("Add outcome").Or(editor.Field("Outcomes").Locator("input")).First;
            await editor.SavesAsync(
                async () =>
                {
                    await outcome.FillAsync("Won");
                    await outcome.PressAsync("Enter");
                },
                saved => saved.GetProperty("outcomes").EnumerateArray().Any(one => one.GetString() == "Won"));
        });
    }

    [Fact]
    public async Task A_result_is_bound_to_a_variable()
    {
        string id = await studio.SaveAsync(
            new()
            {
                ["name"] = $"Binding {Guid.NewGuid():N}",
                ["variables"] = new JsonArray { new JsonObject { ["id"] = "0123456789abcdef", ["name"] = "Answer", ["typeName"] = "Object", ["isArray"] = false, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" } },
                ["root"] = new JsonObject
                {
                    ["id"] = "f1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1",
                    ["activities"] = new JsonArray { Some.Activity("Elsa.RunJavaScript", "js1", 0, 0, ("script", Some.Input("String", "Literal", "42"))) }, ["connections"] = new JsonArray(),
                },
            },
            publish: false);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.SelectAsync("js1");
            await editor.OpenTabAsync("Output");
            await editor.Field("Result").ClickAsync();
            JsonElement model = await editor.SavesAsync(
                () => editor.Page.Locator(".mud-popover-open .mud-list-item").GetByText("Answer").First.ClickAsync(),
                saved => Editor.Find(saved, "js1") is { } node && node.TryGetProperty("result", out JsonElement result) && result.ValueKind == JsonValueKind.Object);
            Assert.Equal("0123456789abcdef", Editor.Find(model, "js1")!.Value.GetProperty("result").GetProperty("memoryReference").GetProperty("id").GetString());
        });
    }

    [Fact]
    public async Task A_workflow_is_renamed_in_its_properties()
    {
        string id = await studio.DefineAsync($"Before {Guid.NewGuid():N}", [Some.WriteLine("w1", "one")]);
        string name = $"After {Guid.NewGuid():N}"[..20];
        await studio.EditingAsync(id, async editor =>
        {
            Task<IRequest> question = editor.Page.WaitForRequestAsync(request => request.Url.Contains("is-name-unique", StringComparison.Ordinal) && request.Url.Contains($"definitionId={id}", StringComparison.OrdinalIgnoreCase));
            await editor.SavesAsync(() => editor.FillAsync("Name", name), saved => saved.GetProperty("name").GetString() == name);
            await question;
            await editor.Page.Locator(".mud-tab").GetByText(name).First.WaitForAsync();
        });
    }

    [Fact]
    public async Task The_model_is_shown_as_code()
    {
        string id = await studio.DefineAsync($"Code {Guid.NewGuid():N}", [Some.WriteLine("w1", "one")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.OpenTabAsync("Code View");
            await editor.Page.Locator(".monaco-editor:visible .view-lines").GetByText("DefinitionId").First.WaitForAsync();
        });
    }

    [Fact]
    public async Task What_is_changed_in_the_code_is_saved_as_if_it_were_drawn()
    {
        string id = await studio.DefineAsync($"Applied {Guid.NewGuid():N}", [Some.WriteLine("w1", "one")]);
        await studio.EditingAsync(id, async editor =>
        {
            await editor.OpenTabAsync("Code View");
            ILocator line = editor.Page.Locator(".monaco-editor:visible .view-line").Filter(new() { HasText = "\"UsableAsActivity\"" }).First;
            await line.GetByText("null").WaitForAsync();
            await studio.StoresAsync(
                editor,
                async () =>
                {
                    await line.GetByText("null").DblClickAsync();
                    await editor.Page.Keyboard.InsertTextAsync("true");
                },
                stored => stored.GetProperty("options").TryGetProperty("usableAsActivity", out JsonElement usable) && usable.ValueKind == JsonValueKind.True);
        });
    }

    private static JsonElement? Expression(JsonElement model, string activity, string input)
        => Editor.Find(model, activity) is { } node && node.TryGetProperty(input, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value.GetProperty("expression") : null;
}
