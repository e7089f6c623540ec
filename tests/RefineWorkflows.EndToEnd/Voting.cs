using System.Text.Json;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

/// <summary><c>refine vote</c> and <c>refine preferences</c> as processes.</summary>
public sealed class Voting
{
    [Fact]
    public async Task A_run_that_was_killed_while_it_waited_goes_on_with_the_vote()
    {
        using var data = new DataFolder();
        using (RefineProcess run = RefineProcess.Start(data.Path, "run", "a red fox", "--workflow", "ab-test", "--seed", "7", "--size", "96"))
        {
            // Said when the question is on disk.
            Assert.NotEmpty(await run.SaysAsync("waiting: which picture is better?"));
            run.Kill();
            await run.EndAsync();
        }

        string id = (await RefineProcess.RunAsync(data.Path, "runs", "--json")).Json[0].GetProperty("id").GetString()!;
        RefineResult asked = await RefineProcess.RunAsync(data.Path, "vote", id, "--json");
        foreach (string side in new[] { "a", "b" })
            Assert.True(File.Exists(asked.Json.GetProperty(side).GetProperty("path").GetString()), asked.ToString());
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "vote", id, "b")).ExitCode);
        RefineResult late = await RefineProcess.RunAsync(data.Path, "vote", id, "a");
        Assert.True(late.ExitCode == 5 && late.Errors.Contains("answered already, with 'b'", StringComparison.Ordinal), late.ToString());

        RefineResult resumed = await RefineProcess.RunAsync(data.Path, "resume", id, "--json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(("finished", asked.Json.GetProperty("b").GetProperty("iteration").GetInt32()), (resumed.Json.GetProperty("status").GetString(), resumed.Json.GetProperty("best").GetProperty("iteration").GetInt32()));
        JsonElement votes = (await RefineProcess.RunAsync(data.Path, "preferences", "list", "--json")).Json;
        Assert.Equal((1, "b"), (votes.GetArrayLength(), votes[0].GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_tournament_is_driven_by_a_program_and_its_votes_go_out_and_in()
    {
        using var data = new DataFolder();
        RefineResult painted = await RefineProcess.RunAsync(data.Path, "run", "a red fox", "--seed", "5", "--size", "64", "--strategy", "greedy", "--max-iterations", "3", "--json");
        string id = painted.Json.GetProperty("id").GetString()!;
        int pictures = painted.Json.GetProperty("iterations").GetInt32();
        JsonElement question = (await RefineProcess.RunAsync(data.Path, "vote", id, "--tournament", "--json")).Json;
        Assert.Equal(pictures - 1, question.GetProperty("left").GetInt32());
        int asked = 0;
        while (question.GetProperty("winner").ValueKind == JsonValueKind.Null)
        {
            int a = question.GetProperty("a").GetProperty("iteration").GetInt32(), b = question.GetProperty("b").GetProperty("iteration").GetInt32();
            question = (await RefineProcess.RunAsync(data.Path, "vote", id, a > b ? "a" : "b", "--tournament", "--json")).Json;
            asked++;
        }

        Assert.Equal((pictures - 1, pictures), (asked, question.GetProperty("winner").GetProperty("iteration").GetInt32()));
        JsonElement summary = (await RefineProcess.RunAsync(data.Path, "preferences", "--json")).Json.GetProperty("summary");
        Assert.Equal((asked, 20 - asked), (summary.GetProperty("decisive").GetInt32(), summary.GetProperty("missingToTrain").GetInt32()));

        string set = Path.Combine(data.Path, "set");
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "preferences", "export", set, "--people-only")).ExitCode);
        JsonElement imported = (await RefineProcess.RunAsync(data.Path, "preferences", "import", set, "--user", "ann", "--json")).Json;
        Assert.Equal((asked, 0), (imported.GetProperty("added").GetInt32(), imported.GetProperty("known").GetInt32()));
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "preferences", "forget", "owner")).ExitCode);
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "preferences", "--json")).Json.GetProperty("summary").GetProperty("votes").GetInt32());
        Assert.Equal(asked, (await RefineProcess.RunAsync(data.Path, "preferences", "--user", "ann", "--json")).Json.GetProperty("summary").GetProperty("imported").GetInt32());
    }
}
