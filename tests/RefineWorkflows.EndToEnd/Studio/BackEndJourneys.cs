using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Loops that are given their painters and judges in Studio, one of every kind.</summary>
[Collection("Loops")]
public sealed class BackEndJourneys(StudioBrowser studio, BackEndServer server) : IClassFixture<BackEndServer>
{
    [Theory]
    [InlineData("comfy", "ollama")]
    [InlineData("old-comfy", "gemini")]
    [InlineData("webui", "vllm")]
    [InlineData("openai-painter", "own-llama")]
    [InlineData("gemini-painter", "gemini")]
    public async Task A_loop_is_given_its_back_ends_in_the_editor_run_and_watched_to_its_pictures(string painter, string judge)
    {
        string definition = await server.LoopAsync();
        JsonElement[] inputs = await ShippedLoop.InputsAsync(server.Http, "StartRun");
        await studio.JourneyAtAsync(server.Address, $"/studio/workflows/definitions/{definition}/edit", async page =>
        {
            var editor = new Editor(page);
            await editor.ReadyAsync();
            await page.SettleAsync();
            await editor.ZoomToFitAsync();
            await editor.SelectAsync("Start run");
            await editor.OpenTabAsync("Input");
            await Assertions.Expect(editor.Inputs).ToHaveCountAsync(inputs.Length);
            foreach ((string input, string backEnd) in new[] { ("Generator", painter), ("Judge", judge), ("Proposer", judge) })
            {
                int place = Array.FindIndex(inputs, one => one.GetProperty("name").GetString() == input);
                await editor.SavesAsync(
                    () => new InputEditor(page.Page, editor.Inputs.Nth(place), inputs[place]).ChooseAsync(backEnd),
                    model => model.ToString().Contains($"\"{backEnd}\"", StringComparison.Ordinal));
            }

            await page.ShootAsync($"A_loop_with_{painter}_and_{judge}");
            await editor.PublishAsync();
            await page.SnackbarAsync("Workflow published");
            await page.SettleAsync();
            string run = await editor.RunAsync();
            await new Viewer(page).SubStatusAsync("Finished", seconds: 90);
            await page.SettleAsync();

            JsonElement told = await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
            Assert.Equal(("finished", 3), (told.GetProperty("status").GetString(), told.GetProperty("iterations").GetInt32()));
            JsonElement models = server.Models(run);
            Assert.Equal((painter, judge, judge), (models.GetProperty("generator").GetString(), models.GetProperty("judge").GetString(), models.GetProperty("proposer").GetString()));
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pictures" }).ClickAsync();
            await Assertions.Expect(page.Page.Locator("#iterations .card img")).ToHaveCountAsync(3);
            await page.ShootAsync($"What_{painter}_painted_for_{judge}");
        }, $"{nameof(A_loop_is_given_its_back_ends_in_the_editor_run_and_watched_to_its_pictures)}_{painter}");
    }
}
