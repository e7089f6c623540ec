namespace RefineWorkflows.EndToEnd.Studio;

[Collection("Studio")]
public sealed class RunJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_loop_is_run_from_the_editor_and_watched_to_its_end()
    {
        await using StudioPage page = await studio.OpenAsync("/studio/workflows/definitions/refine-loop/edit");
        await page.Page.Locator(".elsa-activity").First.WaitForAsync();
        await page.Page.Locator("button.mud-success-text").Last.ClickAsync();
        await page.Page.WaitForURLAsync("**/workflows/instances/*/view");
        await page.Page.Locator(".elsa-activity").First.WaitForAsync();
        await page.ShootAsync("03-viewer-start");
        await page.Page.GetByText("Finished", new() { Exact = true }).First.WaitForAsync();
        await page.ShootAsync("04-viewer-end");
        await page.AssertCleanAsync();
    }
}
