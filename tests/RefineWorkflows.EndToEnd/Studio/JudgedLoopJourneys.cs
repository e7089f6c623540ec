using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The loops that calibrate, grade and compare, run from Studio.</summary>
[Collection("Loops")]
public sealed class JudgedLoopJourneys(StudioBrowser studio)
{
    private static (string, string, JsonNode?)[] Small => [Of("seed", 7), Of("width", 128), Of("height", 128)];

    /// <summary>What makes every picture a matter for a person.</summary>
    private static readonly (string Input, string Text)[] Graded = [("acceptFrom", "0.99"), ("refineCycles", "0"), ("rejectRetries", "0")];

    [Fact]
    public async Task A_calibration_is_given_its_reference_in_the_editor_and_watched_to_its_end()
    {
        string definition = await ShippedLoop.CopyAsync(studio.Http, "axis-calibration", [.. Small, Of("maxIterations", 3), ("Refine.DescribeReference", "reference", null)]);
        using var photo = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "docs", "collage.jpg")));
        string reference = (await (await studio.Http.PostAsync("/api/v1/pictures", photo)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
        JsonElement[] inputs = await ShippedLoop.InputsAsync(studio.Http, "DescribeReference");
        await EditAsync(definition, async (editor, page) =>
        {
            await editor.SelectAsync("Describe reference");
            await editor.OpenTabAsync("Input");
            await Assertions.Expect(editor.Inputs).ToHaveCountAsync(inputs.Length);
            int place = Array.FindIndex(inputs, one => one.GetProperty("name").GetString() == "Reference");
            await studio.StoresAsync(
                editor,
                () => new InputEditor(page.Page, editor.Inputs.Nth(place), inputs[place]).TypeAsync(reference),
                stored => stored.ToString().Contains(reference, StringComparison.Ordinal));
        }, async (run, page) =>
        {
            JsonElement told = await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
            Assert.Equal("finished", told.GetProperty("status").GetString());
            using JsonDocument report = JsonDocument.Parse(await studio.Http.GetStringAsync($"/api/v1/runs/{run}/files/latest.json"));
            Assert.True(report.RootElement.GetProperty("axes").EnumerateObject().Count() > 8);
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pictures" }).ClickAsync();
            await page.Page.Locator("#iterations .card img").First.WaitForAsync();
            await page.ShootAsync("What_a_calibration_painted");
        });
    }

    [Fact]
    public async Task A_graded_loop_asks_on_the_runs_page_and_goes_on_by_the_answers()
    {
        string definition = await ShippedLoop.CopyAsync(studio.Http, "dqa-review", [.. Small, Of("prompt", "a red mug"), Of("maxIterations", 4), .. Graded.Select(one => ("Refine.SynthesizeGrade", one.Input, (JsonNode?)null))]);
        JsonElement[] inputs = await ShippedLoop.InputsAsync(studio.Http, "SynthesizeGrade");
        await EditAsync(definition, async (editor, page) =>
        {
            await editor.SelectAsync("Grade");
            await editor.OpenTabAsync("Input");
            await Assertions.Expect(editor.Inputs).ToHaveCountAsync(inputs.Length);
            foreach ((string input, string text) in Graded)
            {
                int place = Array.FindIndex(inputs, one => one.GetProperty("name").GetString()!.Equals(input, StringComparison.OrdinalIgnoreCase));
                EditedInput? edited = null;
                await studio.StoresAsync(
                    editor,
                    async () => edited = await new InputEditor(page.Page, editor.Inputs.Nth(place), inputs[place]).TypeAsync(text),
                    stored => edited!.IsStored(edited.In(Editor.Find(stored, "SynthesizeGrade1")!.Value)));
            }
        }, async (run, page) =>
        {
            await Assertions.Expect(page.Page.GetByText("Your word is wanted")).ToBeVisibleAsync();
            await page.ShootAsync("A_person_is_asked");
            await page.Page.GetByLabel("What to change").FillAsync("brighter");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Refine" }).ClickAsync();
            await Assertions.Expect(page.Page.Locator("#iterations .card")).ToHaveCountAsync(2);
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Report" }).WaitForAsync();
            JsonElement told = await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
            Assert.Equal(("finished", "done", 2), (told.GetProperty("status").GetString(), told.GetProperty("reason").GetString(), told.GetProperty("best").GetProperty("iteration").GetInt32()));
        }, rests: "Suspended");
    }

    [Fact]
    public async Task A_loop_that_asks_which_is_better_is_answered_with_one_keystroke()
    {
        string definition = await ShippedLoop.CopyAsync(studio.Http, "ab-test", [.. Small, Of("prompt", "a red fox")]);
        await EditAsync(definition, (_, _) => Task.CompletedTask, async (run, page) =>
        {
            await Assertions.Expect(page.Page.Locator("#ballot img")).ToHaveCountAsync(2);
            await page.ShootAsync("A_person_chooses");
            JsonElement asked = (await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/ballots")).GetProperty("items")[0];
            await page.Page.Keyboard.PressAsync("b");
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Report" }).WaitForAsync();
            await Assertions.Expect(page.Page.Locator("#ballot")).ToBeHiddenAsync();
            JsonElement told = await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
            Assert.Equal(asked.GetProperty("b").GetProperty("iteration").GetInt32(), told.GetProperty("best").GetProperty("iteration").GetInt32());
        }, rests: "Suspended");
    }

    [Fact]
    public async Task A_loop_that_accepts_by_comparison_runs_to_its_end()
    {
        string definition = await ShippedLoop.CopyAsync(studio.Http, "pairwise-loop", [.. Small, Of("prompt", "a hot hotdog"), Of("maxIterations", 3)]);
        await EditAsync(definition, (_, _) => Task.CompletedTask, async (run, page) =>
        {
            JsonElement told = await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
            Assert.Equal(("finished", 3), (told.GetProperty("status").GetString(), told.GetProperty("iterations").GetInt32()));
            await page.SettleAsync();
        });
    }

    private static (string, string, JsonNode?) Of(string input, JsonNode value) => ("Refine.StartRun", input, value);

    /// <summary>Opens a definition, edits it, publishes and runs it, and looks at what came of it.</summary>
    private Task EditAsync(string definition, Func<Editor, StudioPage, Task> edit, Func<string, StudioPage, Task> look, string rests = "Finished", [System.Runtime.CompilerServices.CallerMemberName] string name = "")
        => studio.JourneyAsync($"/studio/workflows/definitions/{definition}/edit", async page =>
        {
            var editor = new Editor(page);
            await editor.ReadyAsync();
            await page.SettleAsync();
            await editor.ZoomToFitAsync();
            await edit(editor, page);
            await page.ShootAsync($"{name}_drawing");
            await editor.PublishAsync();
            await page.SnackbarAsync("Workflow published");
            await page.SettleAsync();
            string run = await editor.RunAsync();
            await new Viewer(page).SubStatusAsync(rests, seconds: 60);
            await page.SettleAsync();
            if (rests == "Suspended")
                await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pictures" }).ClickAsync();
            await look(run, page);
        }, name);
}
