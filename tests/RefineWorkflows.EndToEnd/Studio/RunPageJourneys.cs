using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Our own pages.</summary>
[Collection("Studio")]
public sealed class RunPageJourneys(StudioBrowser studio)
{
    [Fact]
    public Task A_run_is_started_from_the_home_page_and_its_pictures_appear_as_they_are_made() => studio.JourneyAsync("/", async page =>
    {
        await page.Page.GetByLabel("Prompt").FillAsync("a cottage at night, warm light");
        await page.Page.GetByLabel("Pictures").FillAsync("4");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start a run" }).ClickAsync();
        await page.ArriveAtAsync("/runs/[^/]+");
        await page.Page.Locator("#iterations .card img").Nth(2).WaitForAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Report" }).WaitForAsync();
        await Assertions.Expect(page.Page.Locator("#iterations .winner")).ToHaveCountAsync(1);
        await page.ShootAsync("A_run_with_its_pictures");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "RefineWorkflows" }).ClickAsync();
        await page.Page.Locator("#runs .card img").First.WaitForAsync();
    });
}
