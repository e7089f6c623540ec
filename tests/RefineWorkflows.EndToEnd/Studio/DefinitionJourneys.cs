using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The list of workflows, and what ships with the product.</summary>
[Collection("Studio")]
public sealed class DefinitionJourneys(StudioBrowser studio)
{
    [Fact]
    public Task The_list_shows_what_is_published_and_lets_people_create() => studio.JourneyAsync("/studio/workflows/definitions", async page =>
    {
        foreach (string column in new[] { "Definition ID", "Name", "Latest version", "Published version" })
            await page.Page.GetByRole(AriaRole.Columnheader, new() { Name = column }).Or(page.Page.Locator("th").GetByText(column, new() { Exact = true })).First.WaitForAsync();
        await page.SearchAsync("refine-loop");
        await page.Page.GetByText("Refine loop", new() { Exact = true }).WaitForAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeEnabledAsync();
    });

    [Fact]
    public Task A_shipped_loop_opens_in_the_editor_with_all_its_activities() => studio.EditingAsync("refine-loop", editor => Assertions.Expect(editor.Nodes).ToHaveCountAsync(10));

    [Fact]
    public Task A_draft_has_no_published_version_in_the_list()
    {
        string name = $"Draft {Guid.NewGuid():N}";
        return studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await studio.DefineAsync(name);
            await page.SearchAsync(name);
            await Assertions.Expect(page.Row(name).Locator("td").Filter(new() { HasTextRegex = new("^-$") })).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task A_workflow_is_duplicated_under_a_name_that_tells_so()
    {
        string name = $"Original {Guid.NewGuid():N}";
        string id = await studio.DefineAsync(name, [Some.WriteLine("w1", "one")]);
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.SearchAsync(name);
            await page.ChooseInRowAsync(name, "Duplicate");
            await page.ConfirmAsync("Ok");
            await page.Row($"{name} - Duplicate of {id}").WaitForAsync();
        });
    }

    [Fact]
    public async Task A_workflow_is_deleted_after_a_question()
    {
        string name = $"Doomed {Guid.NewGuid():N}";
        await studio.DefineAsync(name);
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.SearchAsync(name);
            await page.ChooseInRowAsync(name, "Delete");
            await page.ConfirmAsync("Delete");
            await Assertions.Expect(page.Row(name)).ToHaveCountAsync(0);
        });
    }

    [Fact]
    public async Task Workflows_are_published_unpublished_and_deleted_together()
    {
        string group = $"Group {Guid.NewGuid():N}";
        await studio.DefineAsync($"{group} one", [Some.WriteLine("w1", "one")]);
        await studio.DefineAsync($"{group} two", [Some.WriteLine("w1", "two")]);
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.SearchAsync(group);
            await page.SelectAllRowsAsync(2);
            await page.ChooseBulkAsync("Publish");
            await page.ConfirmAsync("Publish");
            await page.SnackbarAsync("2 workflows are published");
            await page.SelectAllRowsAsync(2);
            await page.ChooseBulkAsync("Unpublish");
            await page.ConfirmAsync("Unpublish");
            await page.SnackbarAsync("2 workflows are unpublished");
            await page.SelectAllRowsAsync(2);
            await page.ChooseBulkAsync("Delete");
            await page.ConfirmAsync("Delete");
            await Assertions.Expect(page.Row($"{group} one")).ToHaveCountAsync(0);
            await Assertions.Expect(page.Row($"{group} two")).ToHaveCountAsync(0);
        });
    }
}
