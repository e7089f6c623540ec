using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A refinement loop of one's own, from an empty canvas to its pictures.</summary>
[Collection("Loops")]
public sealed class LoopJourneys(StudioBrowser studio)
{
    private static readonly (string Activity, string Name, float X, float Y)[] Drawing =
    [
        ("Start Run", "StartRun1", 40, 40), ("Generate Image", "GenerateImage1", 260, 40), ("Evaluate Image", "EvaluateImage1", 500, 40),
        ("Accept Step", "AcceptStep1", 40, 240), ("Propose Refinement", "ProposeRefinement1", 260, 240), ("Finish Run", "FinishRun1", 520, 240),
    ];

    private static readonly (string From, string To, int Port)[] Connections =
    [
        ("StartRun1", "GenerateImage1", 0), ("GenerateImage1", "EvaluateImage1", 0), ("EvaluateImage1", "AcceptStep1", 0),
        ("AcceptStep1", "GenerateImage1", 0), ("AcceptStep1", "ProposeRefinement1", 1), ("AcceptStep1", "FinishRun1", 2),
        ("ProposeRefinement1", "GenerateImage1", 0), ("ProposeRefinement1", "FinishRun1", 1),
    ];

    /// <summary>Which variables the activities read and which they write.</summary>
    private static readonly Dictionary<string, (string[] Reads, (string Output, string Variable)[] Writes)> Memory = new()
    {
        ["StartRun1"] = ([], [("Run", "Run")]),
        ["GenerateImage1"] = (["Run", "Search"], [("Picture", "Picture")]),
        ["EvaluateImage1"] = (["Run", "Picture"], [("Evaluation", "Evaluation")]),
        ["AcceptStep1"] = (["Run", "Search", "Picture", "Evaluation", "Idea"], [("New Search", "Search"), ("Next", "Next"), ("Next Idea", "Idea")]),
        ["ProposeRefinement1"] = (["Run", "Next", "Picture"], [("Idea", "Idea")]),
        ["FinishRun1"] = (["Run"], []),
    };

    [Fact]
    public async Task A_loop_is_drawn_from_an_empty_canvas_published_run_and_watched_on_to_its_pictures()
    {
        Dictionary<string, JsonElement[]> inputs = await InputsAsync();
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            var editor = new Editor(page);
            await CreateAsync(editor, $"Drawn {Guid.NewGuid():N}");
            foreach (string variable in Memory.Values.SelectMany(one => one.Writes).Select(one => one.Variable).Distinct())
                await AddVariableAsync(editor, variable);
            foreach ((string activity, string name, float x, float y) in Drawing)
                await editor.DropAsync("Refine", activity, name, x, y);
            await page.SettleAsync();
            foreach ((string from, string to, int port) in Connections)
                await editor.ConnectAsync(from, to, port);
            foreach (string node in Drawing.Select(one => one.Name))
                await FillAsync(editor, node, inputs[node[..^1]]);
            await page.ShootAsync("A_loop_that_somebody_drew");

            await editor.PublishAsync();
            await page.SnackbarAsync("Workflow published");
            await page.SettleAsync();
            string run = await editor.RunAsync();
            var viewer = new Viewer(page);
            await Assertions.Expect(viewer.Badge("EvaluateImage1")).ToHaveTextAsync("3", new() { Timeout = 90_000 });
            await viewer.SubStatusAsync("Finished");
            await viewer.BadgeAsync("StartRun1", "1");
            await viewer.BadgeAsync("FinishRun1", "1");
            await page.ShootAsync("The_loop_that_somebody_drew_has_run");

            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pictures" }).ClickAsync();
            await Assertions.Expect(page.Page.Locator("#iterations .card img")).ToHaveCountAsync(3);
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Report" }).WaitForAsync();
            JsonElement told = await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
            Assert.Equal(("finished", 3), (told.GetProperty("status").GetString(), told.GetProperty("iterations").GetInt32()));
        });
    }

    private static async Task CreateAsync(Editor editor, string name)
    {
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
        ILocator field = editor.Page.Locator(".mud-dialog input[type=text]").First;
        await Assertions.Expect(field).ToHaveValueAsync(new Regex(@"^Workflow \d+$"));
        await field.FillAsync(name);
        await field.PressAsync("Tab");
        await editor.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await editor.Studio.ArriveAtAsync("/workflows/definitions/[^/]+/edit");
        await editor.ReadyAsync();
        await editor.Studio.SettleAsync();
    }

    private async Task AddVariableAsync(Editor editor, string name)
    {
        await editor.OpenTabAsync("Variables");
        await studio.StoresAsync(
            editor,
            async () =>
            {
                await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Add variable" }).ClickAsync();
                ILocator field = editor.Page.Locator(".mud-dialog input[type=text]").First;
                // The dialog fills its fields after it has opened.
                await Assertions.Expect(field).ToHaveValueAsync(new Regex(@"^Variable\d+$"));
                await field.FillAsync(name);
                await field.PressAsync("Tab");
                await editor.Studio.ConfirmAsync("Ok");
            },
            stored => stored.GetProperty("variables").EnumerateArray().Any(one => one.GetProperty("name").GetString() == name));
    }

    /// <summary>Sets what an activity reads, one input after the other, and binds what it gives.</summary>
    private async Task FillAsync(Editor editor, string node, JsonElement[] inputs)
    {
        await editor.SelectAsync(node);
        await editor.OpenTabAsync("Input");
        await Assertions.Expect(editor.Inputs).ToHaveCountAsync(inputs.Length);
        if (node == "StartRun1")
        {
            foreach ((string input, string text) in new[] { ("Prompt", "an apple on a table"), ("MaxIterations", "3"), ("Patience", "1000"), ("Seed", "7"), ("Width", "128"), ("Height", "128") })
                await SetAsync(editor, node, inputs, input, one => one.TypeAsync(text));
        }

        foreach (string variable in Memory[node].Reads)
            await SetAsync(editor, node, inputs, variable, one => one.PickVariableAsync(variable));
        foreach ((string output, string variable) in Memory[node].Writes)
            await BindAsync(editor, node, output, variable);
    }

    private async Task SetAsync(Editor editor, string node, JsonElement[] inputs, string input, Func<InputEditor, Task<EditedInput>> set)
    {
        int place = Array.FindIndex(inputs, one => one.GetProperty("name").GetString() == input);
        EditedInput? edited = null;
        await studio.StoresAsync(
            editor,
            async () => edited = await set(new InputEditor(editor.Page, editor.Inputs.Nth(place), inputs[place])),
            stored => edited!.IsStored(edited.In(Editor.Find(stored, node)!.Value)));
    }

    private async Task BindAsync(Editor editor, string node, string output, string variable)
    {
        await editor.OpenTabAsync("Output");
        string member = $"{char.ToLowerInvariant(output[0])}{output[1..].Replace(" ", "", StringComparison.Ordinal)}";
        await studio.StoresAsync(
            editor,
            async () =>
            {
                await editor.Field(output).ClickAsync();
                await editor.Page.Locator(".mud-popover-open .mud-list-item").GetByText(variable, new() { Exact = true }).First.ClickAsync();
            },
            stored => Editor.Find(stored, node)!.Value.TryGetProperty(member, out JsonElement bound) && bound.ValueKind == JsonValueKind.Object
                && bound.TryGetProperty("memoryReference", out JsonElement reference) && reference.ValueKind == JsonValueKind.Object
                && stored.GetProperty("variables").EnumerateArray().Single(one => one.GetProperty("name").GetString() == variable).GetProperty("id").GetString() == reference.GetProperty("id").GetString());
    }

    private async Task<Dictionary<string, JsonElement[]>> InputsAsync()
        => (await studio.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities")).GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("category").GetString() == "Refine")
            .ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("inputs").EnumerateArray().OrderBy(input => input.GetProperty("order").GetInt32()).ToArray());
}
