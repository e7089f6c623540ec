using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

[Collection("Studio")]
public sealed partial class WatchingJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_run_that_the_server_died_under_is_seen_to_finish_after_its_restart()
    {
        string id = await StartAsync("a hot hotdog", pictures: 8, size: 768);
        await studio.JourneyAsync($"/studio/workflows/instances/{id}/view", async page =>
        {
            await page.Page.Locator(".elsa-activity").First.WaitForAsync();
            await IterationsAsync(id, 2);

            await page.Page.EvaluateAsync("document.body.dataset.before = ''");
            await studio.KillAndRestartAsync();

            // What Studio shows while nobody answers is its own affair; the page begins anew as soon as somebody does.
            await page.Page.WaitForFunctionAsync("() => document.body && !('before' in document.body.dataset)");
            await new Viewer(page).SubStatusAsync("Finished", seconds: 60);
            JsonElement run = await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}");
            Assert.Equal(("finished", 8), (run.GetProperty("status").GetString(), run.GetProperty("iterations").GetInt32()));
            // The dead server could not answer.
            page.Forgive(Unreachable());
        });
    }

    [Fact]
    public async Task A_running_loop_is_cancelled_from_the_list_and_keeps_its_pictures()
    {
        string id = await StartAsync("a lighthouse in a storm", pictures: 0, size: 512);
        await studio.JourneyAsync("/studio/workflows/instances", async page =>
        {
            await IterationsAsync(id, 1);
            await page.SearchAsync(id);
            await page.Row(id).WaitForAsync();
            await page.ChooseInRowAsync(id, "Cancel");
            await page.ConfirmAsync("Yes");
            await page.Row(id).GetByText("Cancelled", new() { Exact = true }).WaitForAsync();
        });
        Assert.Equal("cancelled", (await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_faulted_instance_shows_where_and_why_and_goes_on_when_it_is_retried()
    {
        string definition = await studio.DefineAsync("Breaks once", [
            Some.WriteLine("before", "before", 60, 60),
            Some.Activity("Elsa.Delay", "pause", 340, 60, ("timeSpan", Some.Input("String", "Literal", "soon")))], [Some.Connection("before", "pause")], publish: true);
        using HttpResponseMessage run = await studio.Http.PostAsync($"/elsa/api/workflow-definitions/{definition}/execute", null);
        string id = run.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        await studio.JourneyAsync($"/studio/workflows/instances/{id}/view", async page =>
        {
            await new Viewer(page).SubStatusAsync("Faulted");
            await page.Page.Locator(".mud-tab").Filter(new() { HasText = "Incidents" }).First.EvaluateAsync("tab => tab.click()");
            await page.Page.GetByText("soon").First.WaitForAsync();
            await page.ShootAsync("A_faulted_instance");

            using HttpResponseMessage retried = await studio.Http.PostAsJsonAsync($"/api/v1/instances/{id}/retry", new { inputs = new { timeSpan = "00:00:00" } });
            Assert.True(retried.IsSuccessStatusCode, await retried.Content.ReadAsStringAsync());
            await page.ReloadAsync();
            await new Viewer(page).SubStatusAsync("Finished");
        });
    }

    [Fact]
    public async Task From_the_viewer_of_a_run_one_click_leads_to_its_pictures()
    {
        string id = await StartAsync("an apple", pictures: 2, size: 256);
        await IterationsAsync(id, 2);
        await studio.JourneyAsync($"/studio/workflows/instances/{id}/view", async page =>
        {
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pictures" }).ClickAsync();
            await page.Page.Locator("#iterations .card img").Nth(1).WaitForAsync();
        });
    }

    [Fact]
    public async Task The_log_that_the_viewer_offers_tells_every_step_as_it_happens()
    {
        string id = await StartAsync("a lantern", pictures: 3, size: 256);
        await studio.JourneyAsync($"/studio/workflows/instances/{id}/view", async page =>
        {
            await page.Page.GetByText("Open filtered logs").WaitForAsync();
            await page.Page.GetByText("Open filtered logs").ClickAsync();
            await page.ArriveAtAsync($"/runs/{id}/log");
            await Assertions.Expect(page.Page.Locator("#entries tr[data-event=Completed]").Filter(new() { HasText = "Evaluate" })).ToHaveCountAsync(3);
        });
    }

    private async Task<string> StartAsync(string prompt, int pictures, int size)
    {
        using HttpResponseMessage started = await studio.Http.PostAsJsonAsync("/api/v1/runs", new
        {
            definitionId = "refine-loop",
            input = new { prompt, seed = 7, maxIterations = pictures, patience = 1000, width = size, height = size, strategy = "annealing" },
        });
        return (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task IterationsAsync(string id, int least)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}/iterations", patience.Token)).GetProperty("items").GetArrayLength() < least)
            patience.Token.ThrowIfCancellationRequested();
    }

    [GeneratedRegex("ERR_|Failed to fetch|Failed to load|WebSocket|connection|Connection|fetch", RegexOptions.CultureInvariant)]
    private static partial Regex Unreachable();
}
