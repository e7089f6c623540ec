using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A server that other machines can reach, and that therefore asks for keys.</summary>
[Collection("Studio")]
public sealed partial class AccessJourneys(StudioBrowser studio) : IAsyncLifetime
{
    private readonly DataFolder data = new();
    private ServerProcess? server;
    private string reader = "";

    public async Task InitializeAsync()
    {
        reader = (await RefineProcess.RunAsync(data.Path, "keys", "create", "reader", "--scope", "read", "--json")).Json.GetProperty("key").GetString()!;
        server = new ServerProcess(data.Path, "0.0.0.0");
        await server.StartAsync();
    }

    public Task DisposeAsync()
    {
        server!.Dispose();
        data.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public Task A_log_in_link_works_once_and_opens_studio_with_its_live_updates() => studio.VisitAsync(
        server!.Address,
        async page =>
        {
            // Without a session nothing is shown; neither a made-up link nor, later, the used one opens one.
            foreach (string path in new[] { "/studio/workflows/definitions", $"/login/{new string('0', 64)}" })
            {
                IResponse answer = (await page.Page.GotoAsync($"{server.Address}{path}"))!;
                Assert.Contains(answer.Status, new[] { 401, 403 });
                Assert.Equal(0, await page.Page.Locator("elsa-workflow-definition-list").CountAsync());
            }

            await page.Page.GotoAsync($"{server.Address}{server.Entrance}");
            await page.Page.GetByLabel("Prompt").WaitForAsync();
            page.Forgive(Denied());
        },
        async page =>
        {
            await page.GoAsync("/studio/workflows/definitions");
            await page.SearchAsync("refine-loop");
            await page.Page.GetByText("Refine loop", new() { Exact = true }).WaitForAsync();
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeEnabledAsync();

            await page.GoAsync("/studio/workflows/definitions/refine-loop/edit");
            var editor = new Editor(page);
            await editor.ReadyAsync();
            await editor.Nodes.First.WaitForAsync();
            await page.SettleAsync();
            Task<IWebSocket> hub = page.Page.WaitForWebSocketAsync(new() { Predicate = one => one.Url.Contains("/elsa/hubs/workflow-instance", StringComparison.Ordinal) });
            await editor.RunAsync();
            await hub;
            await new Viewer(page).SubStatusAsync("Finished", seconds: 90);
            await page.SettleAsync();

            IResponse again = (await page.Page.GotoAsync($"{server.Address}{server.Entrance}"))!;
            Assert.Equal(403, again.Status);
            await page.Page.GetByText("used already").First.WaitForAsync();
            page.Forgive(Denied());
        });

    [Fact]
    public Task Whoever_may_only_read_sees_the_list_and_can_change_nothing() => studio.VisitAsync(
        server!.Address,
        async page =>
        {
            await EnterWithAsync(page, reader);
            await page.GoAsync("/studio/workflows/definitions");
        },
        async page =>
        {
            await page.Page.GetByText("Refine loop", new() { Exact = true }).WaitForAsync();
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeDisabledAsync();
            await page.SearchAsync("refine-loop");
            await page.Row("Refine loop").Locator("button").Last.ClickAsync();
            await page.Page.Locator(".mud-popover-open .mud-menu-item").GetByText("View").First.WaitForAsync();
            await Assertions.Expect(page.Page.Locator(".mud-popover-open .mud-menu-item").GetByText("Edit", new() { Exact = true })).ToHaveCountAsync(0);
        });

    [Fact]
    public Task A_wrong_key_is_refused_once_for_each_question_and_shows_nothing() => studio.VisitAsync(
        server!.Address,
        async page =>
        {
            await EnterWithAsync(page, "nobodys");
            int refused = 0;
            page.Page.Response += (_, response) => refused += response.Status == 401 && response.Url.Contains("/elsa/api/workflow-definitions", StringComparison.Ordinal) ? 1 : 0;
            await page.GoAsync("/studio/workflows/definitions");
            await page.SettleAsync();
            Assert.Equal(1, refused);
        },
        async page =>
        {
            await Assertions.Expect(page.Page.Locator("tbody tr").Filter(new() { HasText = "Refine loop" })).ToHaveCountAsync(0);
            page.ForgetComplaints();
            await page.GoAsync("/");
        });

    /// <summary>Logs in, and gives Studio's page another key than its own: a session is its owner's, but the key is what Studio has.</summary>
    private async Task EnterWithAsync(StudioPage page, string key)
    {
        await page.Page.GotoAsync($"{server!.Address}{server.Entrance}");
        await page.Page.GetByLabel("Prompt").WaitForAsync();
        await page.Page.RouteAsync("**/studio/workflows/definitions*", async route =>
        {
            IAPIResponse served = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = served, Body = PageKey().Replace(await served.TextAsync(), $"data-key=\"{key}\"") });
        });
    }

    [GeneratedRegex("401|403")]
    private static partial Regex Denied();

    [GeneratedRegex("data-key=\"[^\"]*\"")]
    private static partial Regex PageKey();
}
