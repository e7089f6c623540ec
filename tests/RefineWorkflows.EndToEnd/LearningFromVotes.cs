using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.EndToEnd;

/// <summary>Real processes learn from votes, and real signals hit them.</summary>
public sealed class LearningFromVotes
{
    /// <summary>A checkpoint after every step, so that there is a moment to be hit in.</summary>
    private static readonly Dictionary<string, string> Careful = new() { ["REFINE_Tuning__CheckpointInterval"] = "00:00:00.0000001" };

    [Fact]
    public async Task A_training_that_is_killed_and_interrupted_and_wanted_by_two_at_once_ends_as_the_undisturbed_one()
    {
        using var undisturbed = new DataFolder();
        using var disturbed = new DataFolder();
        await VoteAsync(undisturbed.Path, 40);
        RefineResult asked = await RefineProcess.RunAsync(undisturbed.Path, "tune", "--no-wait", "--json");
        Assert.True(asked.ExitCode == 0, asked.ToString());
        Copy(undisturbed.Path, disturbed.Path);
        Assert.Equal(0, (await RefineProcess.RunAsync(undisturbed.Path, "tune")).ExitCode);

        using (RefineProcess killed = Tune(disturbed.Path))
        {
            Assert.NotEmpty(await killed.SaysAsync("part 1"));
            killed.Kill();
            Assert.Equal(137, (await killed.EndAsync()).ExitCode);
        }

        long reached;
        using (RefineProcess interrupted = Tune(disturbed.Path))
        {
            Assert.NotEmpty(await interrupted.SaysAsync("part 2"));
            interrupted.Interrupt();
            RefineResult ended = await interrupted.EndAsync();
            Assert.True(ended.ExitCode == 130, ended.ToString());
            Assert.True(ended.Errors.Contains("Go on with: refine tune", StringComparison.Ordinal), ended.ToString());
            JsonElement row = Single(await RefineProcess.RunAsync(disturbed.Path, "tune", "list", "--json"));
            Assert.Equal("queued", row.GetProperty("status").GetString());
            reached = row.GetProperty("figures").GetProperty("step").GetInt64();
            Assert.True(reached > 0);
        }

        using (RefineProcess one = Tune(disturbed.Path))
        using (RefineProcess other = Tune(disturbed.Path))
        {
            foreach (RefineResult ended in await Task.WhenAll(one.EndAsync(), other.EndAsync()))
            {
                Assert.True(ended.ExitCode == 0, ended.ToString());
                Assert.DoesNotContain("lock", ended.Errors, StringComparison.OrdinalIgnoreCase);
            }
        }

        JsonElement done = Single(await RefineProcess.RunAsync(disturbed.Path, "tune", "list", "--json"));
        Assert.Equal("done", done.GetProperty("status").GetString());
        Assert.Equal(3, done.GetProperty("attempts").GetInt32());
        Assert.True(done.GetProperty("figures").GetProperty("step").GetInt64() > reached);
        Assert.Equal(await FileAsync(undisturbed.Path, "adapter.bin"), await FileAsync(disturbed.Path, "adapter.bin"));
        // Only when it was asked for differs.
        Assert.Equal(await LabelAsync(undisturbed.Path), await LabelAsync(disturbed.Path));

        RefineResult graded = await RefineProcess.RunAsync(disturbed.Path, "grade", Path.Combine(disturbed.Path, "votes", "pictures", Path.GetFileName(Directory.EnumerateFiles(Path.Combine(disturbed.Path, "votes", "pictures")).First())), "--prompt", "prompt 1");
        Assert.Contains("owner@v1", graded.Output, StringComparison.Ordinal);
        RefineResult again = await RefineProcess.RunAsync(disturbed.Path, "tune");
        Assert.True(again.ExitCode == 0 && again.Output.Contains("0 new votes", StringComparison.Ordinal), again.ToString());
    }

    private static RefineProcess Tune(string data) => RefineProcess.StartProgram("refine.dll", ["tune", "--data", data], Careful);

    private static Task<byte[]> FileAsync(string data, string name) => File.ReadAllBytesAsync(Path.Combine(data, "tuning", "owner", "models", "v0001", name));

    private static async Task<string> LabelAsync(string data)
    {
        JsonObject adapter = JsonNode.Parse(await FileAsync(data, "adapter.json"))!.AsObject();
        Assert.True(adapter.Remove("created_at"));
        return adapter.ToJsonString();
    }

    private static JsonElement Single(RefineResult listed)
    {
        Assert.True(listed.ExitCode == 0, listed.ToString());
        return JsonDocument.Parse(listed.Output).RootElement.EnumerateArray().Single();
    }

    /// <summary>Somebody who likes it bright votes, and slips now and then.</summary>
    private static async Task VoteAsync(string data, int votes)
    {
        await using SqliteStore store = await SqliteStore.OpenAsync(Path.Combine(data, "refine.db"), TimeProvider.System, default);
        var codec = new ImageCodec(ImageLimits.Default);
        var pictures = new VotedPictures(Path.Combine(data, "votes", "pictures"), codec, new ClipCodec(ImageLimits.Default), ImageLimits.Default);
        var book = new VoteBook(store, TimeProvider.System);
        for (int vote = 0; vote < votes; vote++)
        {
            (int a, int b) = (Light("a", vote), Light("b", vote));
            bool likesA = a > b != (StableRandom.Unit(7, "slip", vote) < 0.05);
            await book.AddAsync(
                new Vote($"vote-{vote}", 0, "owner", $"prompt {vote / 2}", await PictureAsync(a), await PictureAsync(b), false, likesA ? VoteOutcome.A : VoteOutcome.B, PairSource.Human, "owner", DateTimeOffset.UnixEpoch.AddMinutes(vote)),
                default);
        }

        int Light(string side, int vote) => 10 + (int)(StableRandom.Unit(7, side, vote) * 240);

        async Task<VotedPicture> PictureAsync(int light)
        {
            string svg = string.Create(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='32' height='32'><rect width='32' height='32' fill='rgb({light},{light},{255 - light})'/><circle cx='16' cy='16' r='8' fill='rgb({light},60,60)'/></svg>");
            return new VotedPicture(await pictures.AddAsync(codec.EncodePng(codec.RenderSvg(svg, 32, 32)), default));
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
