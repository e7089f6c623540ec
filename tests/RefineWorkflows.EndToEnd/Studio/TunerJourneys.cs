using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The tuner as its owner plans and watches it.</summary>
[Collection("Loops")]
public sealed class TunerJourneys(StudioBrowser studio)
{
    private const string User = "nightowl";
    private const int Votes = 40;

    [Fact]
    public async Task A_schedule_that_is_typed_into_the_drawing_learns_and_its_cycle_is_seen_in_the_viewer()
    {
        // Only time may begin it here: the loop that ships would begin with the votes.
        await studio.Http.PostAsJsonAsync("/elsa/api/workflow-definitions/sleeptime-tuner/retract", new { });
        await VoteAsync();
        string definition = await ShippedLoop.CopyAsync(studio.Http, "sleeptime-tuner", ("Refine.ReadSelections", "user", User), ("Elsa.Event", "eventName", "nobody-tells"));
        JsonElement[] inputs = await ShippedLoop.InputsAsync(studio.Http, "Cron");
        await studio.JourneyAsync($"/studio/workflows/definitions/{definition}/edit", async page =>
        {
            var editor = new Editor(page);
            await editor.ReadyAsync();
            await page.SettleAsync();
            await editor.ZoomToFitAsync();
            await Assertions.Expect(page.Page.GetByText("Singleton", new() { Exact = true })).ToBeVisibleAsync();
            await page.ShootAsync("The_tuner_as_it_is_drawn");
            await editor.SelectAsync("Every night");
            await editor.OpenTabAsync("Input");
            await Assertions.Expect(editor.Inputs).ToHaveCountAsync(inputs.Length);
            int place = Array.FindIndex(inputs, one => one.GetProperty("name").GetString() == "CronExpression");
            await studio.StoresAsync(
                editor,
                () => new InputEditor(page.Page, editor.Inputs.Nth(place), inputs[place]).TypeAsync("*/2 * * * * *"),
                stored => stored.ToString().Contains("*/2 * * * * *", StringComparison.Ordinal));
            await editor.PublishAsync();
            await page.SnackbarAsync("Workflow published");
            string cycle = await FirstCycleAsync(definition);
            await studio.Http.PostAsJsonAsync($"/elsa/api/workflow-definitions/{definition}/retract", new { });
            await page.GoAsync($"/studio/workflows/instances/{cycle}/view");
            var viewer = new Viewer(page);
            await viewer.SubStatusAsync("Finished", seconds: 60);
            await page.SettleAsync();
            await Assertions.Expect(viewer.Events.First).ToContainTextAsync("Every night");
            await viewer.BadgeAsync("Train", "1");
            await viewer.BadgeAsync("Promote what is better", "1");
            await viewer.BadgeAsync("Write it down", "1");
            await page.ShootAsync("A_night_of_the_tuner");
        });

        JsonElement state = (await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/memory/{User}/blocks/session_state")).GetProperty("value").GetProperty("tuner");
        Assert.Equal(1, state.GetProperty("adapter_version").GetInt32());
        Assert.InRange(state.GetProperty("metrics").GetProperty("holdout_accuracy").GetDouble(), 0.7, 1.0);
        JsonElement standards = (await studio.Http.GetFromJsonAsync<JsonElement>($"/api/v1/memory/{User}/blocks/quality_standards")).GetProperty("value");
        Assert.Contains("lose votes", standards.GetProperty("FAILURE_PATTERNS")[0].GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The first cycle that the schedule has begun.</summary>
    private async Task<string> FirstCycleAsync(string definition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await tick.WaitForNextTickAsync(limit.Token))
        {
            using HttpResponseMessage answer = await studio.Http.PostAsJsonAsync("/elsa/api/workflow-instances", new { definitionId = definition, pageSize = 50 }, limit.Token);
            JsonElement[] begun = [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).GetProperty("items").EnumerateArray()];
            if (begun.Length > 0)
                return begun.MinBy(one => one.GetProperty("createdAt").GetDateTimeOffset()).GetProperty("id").GetString()!;
        }

        throw new InvalidOperationException("The schedule has begun nothing.");
    }

    /// <summary>Somebody who likes it dark votes.</summary>
    private async Task VoteAsync()
    {
        var codec = new ImageCodec(ImageLimits.Default);
        var shelf = new Dictionary<int, string>();
        for (int vote = 0; vote < Votes; vote++)
        {
            (int a, int b) = (Light("a", vote), Light("b", vote));
            if (a == b)
                continue;
            using HttpResponseMessage answer = await studio.Http.PostAsJsonAsync("/api/v1/votes", new { user = User, prompt = $"a lamp, number {vote / 2}", a = await NameAsync(a), b = await NameAsync(b), outcome = a < b ? "a" : "b" });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        // Few shades, so that few pictures travel.
        static int Light(string side, int vote) => 20 + (30 * StableRandom.Below(8, 11, side, vote));

        async Task<string> NameAsync(int light)
        {
            if (shelf.TryGetValue(light, out string? known))
                return known;
            string svg = string.Create(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='32' height='32'><rect width='32' height='32' fill='rgb({light},{light},{light})'/><circle cx='16' cy='16' r='8' fill='rgb({light},60,60)'/></svg>");
            using var content = new ByteArrayContent(codec.EncodePng(codec.RenderSvg(svg, 32, 32)));
            return shelf[light] = (await (await studio.Http.PostAsync("/api/v1/pictures", content)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
        }
    }
}
