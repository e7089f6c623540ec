using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

[Collection("Studio")]
public sealed class DefinitionJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task The_list_shows_what_is_published_and_lets_people_create()
    {
        await using StudioPage page = await studio.OpenAsync("/studio/workflows/definitions");
        await page.Page.GetByText("Refine loop", new() { Exact = true }).WaitForAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeEnabledAsync();
        await page.ShootAsync("01-list");
        await page.AssertCleanAsync();
    }

    [Fact]
    public async Task A_shipped_loop_opens_in_the_editor_with_all_its_activities()
    {
        await using StudioPage page = await studio.OpenAsync("/studio/workflows/definitions/refine-loop/edit");
        await page.Page.Locator(".elsa-activity").First.WaitForAsync();
        await Assertions.Expect(page.Page.Locator(".elsa-activity")).ToHaveCountAsync(10);
        await page.ShootAsync("02-editor");
        await page.AssertCleanAsync();
    }
}
