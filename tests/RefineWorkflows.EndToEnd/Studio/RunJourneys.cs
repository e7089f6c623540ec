namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The loops that ship, run from Studio.</summary>
[Collection("Studio")]
public sealed class RunJourneys(StudioBrowser studio)
{
    [Fact]
    public Task A_loop_is_run_from_the_editor_and_watched_to_its_end() => studio.EditingAsync("refine-loop", async editor =>
    {
        await editor.Nodes.First.WaitForAsync();
        await editor.RunAsync();
        await editor.Nodes.First.WaitForAsync();
        await new Viewer(editor.Studio).SubStatusAsync("Finished", seconds: 90);
    });
}
