using System.IO.Compression;
using System.Text.Json;
using Microsoft.Playwright;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Workflows that leave as files and come back.</summary>
[Collection("Studio")]
public sealed class FileJourneys(StudioBrowser studio)
{
    [Fact]
    public async Task A_workflow_is_exported_deleted_and_imported_again()
    {
        string name = $"Travels {Guid.NewGuid():N}";
        string id = await studio.DefineAsync(name, [Some.WriteLine("w1", "kept")]);
        using var folder = new DataFolder();
        string file = Path.Combine(folder.Path, "workflow.json");
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.SearchAsync(name);
            IDownload download = await page.Page.RunAndWaitForDownloadAsync(async () =>
            {
                await page.ChooseInRowAsync(name, "Export");
                await page.ConfirmAsync("Export");
            });
            Assert.StartsWith("workflow-definition-travels-", download.SuggestedFilename, StringComparison.Ordinal);
            await download.SaveAsAsync(file);
            JsonElement exported = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
            Assert.StartsWith("https://elsaworkflows.io/schemas/workflow-definition", exported.GetProperty("$schema").GetString(), StringComparison.Ordinal);

            await page.ChooseInRowAsync(name, "Delete");
            await page.ConfirmAsync("Delete");
            await Assertions.Expect(page.Row(name)).ToHaveCountAsync(0);
            await page.ImportAsync(file);
            await page.SnackbarAsync("1 workflow imported successfully.");
            await page.Row(name).WaitForAsync();
        });
        JsonElement back = await studio.DefinitionAsync(id);
        Assert.Equal("kept", back.GetProperty("root").GetProperty("activities")[0].GetProperty("text").GetProperty("expression").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Workflows_are_exported_together_and_imported_from_the_zip()
    {
        string group = $"Bundle {Guid.NewGuid():N}";
        await studio.DefineAsync($"{group} one", [Some.WriteLine("w1", "one")]);
        await studio.DefineAsync($"{group} two", [Some.WriteLine("w1", "two")]);
        using var folder = new DataFolder();
        string file = Path.Combine(folder.Path, "workflows.zip");
        await studio.JourneyAsync("/studio/workflows/definitions", async page =>
        {
            await page.SearchAsync(group);
            await page.SelectAllRowsAsync(2);
            IDownload download = await page.Page.RunAndWaitForDownloadAsync(async () =>
            {
                await page.ChooseBulkAsync("Export");
                await page.ConfirmAsync("Export");
            });
            await download.SaveAsAsync(file);
            using (ZipArchive zip = ZipFile.OpenRead(file))
                Assert.Equal(2, zip.Entries.Count);
            await page.ImportAsync(file);
            await page.SnackbarAsync("2 workflows imported successfully.");
        });
    }
}
