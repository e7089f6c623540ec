using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Training.Outside;

namespace RefineWorkflows.Tuning.Tests.Training.Outside;

/// <summary>Trainers that are little shell programs.</summary>
public sealed class OutsideTrainers
{
    /// <summary>Counts to six, and rests at three the first time, with a child that rests as well.</summary>
    private const string Counts = """
        n=$(cat "$3/step" 2>/dev/null || echo 0)
        echo "going on from $n"
        while [ "$n" -lt 6 ]; do
          n=$((n + 1)); echo $n > "$3/step"
          if [ "$n" = 3 ] && [ ! -e "$3/processes" ]; then sleep 1000 & echo "$! $$" > "$3/processes"; fi
          echo "{\"step\":$n,\"epoch\":$n,\"loss\":0.$((9 - n))}"
          wait
        done
        mkdir "$2/weights"; wc -l < "$1/features.jsonl" > "$2/weights/one"; cp "$1/pictures" "$2/seen"
        """;

    /// <summary>Says that the picture with more of the first feature is taken.</summary>
    private const string Foresees = """test -s "$1/weights/one" && awk -F'"a":\\[|"b":\\[' '{ print ($2 + 0 > $3 + 0) ? "{\"a\":0.9,\"b\":0.1}" : "{\"a\":0.1,\"b\":0.9}" }'""";

    [Fact]
    public async Task A_program_that_is_ended_in_the_middle_goes_on_and_what_it_leaves_serves_and_foresees()
    {
        await using Workshop workshop = await OpenAsync();
        using var folder = new TempFolder();
        Tuner tuner = workshop.Tuner(outside: Trainer(folder, Counts, Foresees));
        await tuner.Desk.AskAsync(Workshop.Request("one"), default);
        using var stop = new CancellationTokenSource();
        tuner.Runner.Progressed += training =>
        {
            if (training.Figures is { Step: 3 })
                stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tuner.Runner.RunAsync("one", stop.Token));

        RefineWorkflows.Tuning.Training.Training stopped = (await tuner.Desk.FindAsync("one", default))!;
        Assert.Equal((TrainingStatus.Queued, 3L), (stopped.Status, stopped.Figures!.Step));
        string work = Path.Combine(workshop.Folder, "owner", "trainings", "one", "work");
        foreach (string process in (await File.ReadAllTextAsync(Path.Combine(work, "checkpoint", "processes"))).Split(' ', StringSplitOptions.TrimEntries))
            Assert.True(SpinWait.SpinUntil(() => !IsAlive(process), TimeSpan.FromSeconds(10)), $"{process} still runs");

        RefineWorkflows.Tuning.Training.Training over = await tuner.Runner.RunAsync("one", default);
        Assert.Equal((TrainingStatus.Done, (int?)1, 6L, 1.0), (over.Status, over.Version, over.Figures!.Step, over.Figures.HoldoutAccuracy));
        Assert.Equal([0.8, 0.7, 0.6, 0.5, 0.4, 0.3], (await tuner.Desk.EpochsAsync("one", default)).SelectMany(one => one.Losses));
        ModelVersion version = (await tuner.Shelf.ServingAsync("owner", default))!;
        Assert.Equal(VersionKind.External, version.Kind);
        Assert.Equal(["evidence.json", "model/seen", "model/weights/one", "outside.json"], version.Files.Keys);

        TrainingPair[] later = [.. Choices(60, 20)];
        Assert.All(await tuner.Shelf.PredictAsync(version, new TrainingSet(Workshop.Spec, later), default), guess => Assert.Equal(guess.Pair.Outcome == PairOutcome.A, guess.A > guess.B));
        await Assert.ThrowsAsync<ModelException>(() => tuner.Shelf.PredictAsync(version, new TrainingSet(Workshop.Spec with { Version = "other" }, later), default));
        Assert.Contains("Tuning:Predict", (await Assert.ThrowsAsync<ModelException>(() => workshop.Tuner().Shelf.PredictAsync(version, new TrainingSet(Workshop.Spec, later), default))).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(tuner.Shelf.FolderOf(version), "model", "weights", "one"), "others");
        await Assert.ThrowsAsync<ModelException>(() => tuner.Shelf.PredictAsync(version, new TrainingSet(Workshop.Spec, later), default));
    }

    [Fact]
    public async Task The_newest_fifth_of_the_prompts_is_kept_from_the_program()
    {
        await using Workshop workshop = await OpenAsync();
        using var folder = new TempFolder();
        Tuner tuner = workshop.Tuner(outside: Trainer(folder, "cp \"$1/features.jsonl\" \"$2/lessons\"; cp \"$1/pictures\" \"$2/pictures\"", Foresees.Replace("weights/one", "lessons", StringComparison.Ordinal)));
        await tuner.Desk.AskAsync(Workshop.Request("one"), default);
        RefineWorkflows.Tuning.Training.Training over = await tuner.Runner.RunAsync("one", default);

        Assert.Equal(TrainingStatus.Done, over.Status);
        string model = OutsideModel.FilesIn(tuner.Shelf.FolderOf((await tuner.Shelf.ServingAsync("owner", default))!));
        JsonElement[] lessons = [.. (await File.ReadAllLinesAsync(Path.Combine(model, "lessons"))).Select(line => JsonElement.Parse(line))];
        string[] shown = [.. Enumerable.Range(0, 48).Select(pair => $"pair {pair}")];
        Assert.Equal(shown, lessons.Select(one => one.GetProperty("id").GetString()));
        Assert.Equal(shown.Order(StringComparer.Ordinal), await File.ReadAllLinesAsync(Path.Combine(model, "pictures")));
        Assert.Equal(12, over.Gate!.Trial!.Count);
    }

    [Theory]
    [InlineData("echo 'out of memory' >&2; exit 3", "ended with exit code 3 and said last: out of memory")]
    [InlineData("echo done", "left nothing in {output}")]
    [InlineData("ln -s /etc/hostname \"$2/model\"", "left the link model")]
    [InlineData("echo loading; sleep 1000", "said nothing for 0.5 s and was ended; its last words: loading")]
    public async Task A_program_that_fails_fails_the_training_with_what_it_said(string train, string says)
    {
        Assert.Contains(says, (await FailedAsync(train, Foresees, says)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo '{\"a\":0.5,\"b\":0.7}'", "answered pair 1 with {\"a\":0.5,\"b\":0.7}; expected is")]
    [InlineData("echo maybe", "answered pair 1 with maybe; expected is")]
    [InlineData("head -n 2 | sed 's/.*/{\"a\":0.5,\"b\":0.5}/'", "answered 2 of 12 pairs")]
    [InlineData("sed 's/.*/{\"a\":0.5,\"b\":0.5}/'; echo '{\"a\":1,\"b\":0}'", "more than the 12 pairs")]
    [InlineData("exit 9", "ended with exit code 9")]
    [InlineData("sleep 1000", "said nothing for 0.5 s")]
    public async Task An_answer_about_pairs_that_is_none_is_told(string predict, string says)
    {
        RefineWorkflows.Tuning.Training.Training failed = await FailedAsync("echo x > \"$2/model\"", predict, says);

        Assert.Contains("Tuning:Predict", failed.Reason, StringComparison.Ordinal);
        Assert.Contains(says, failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "x {model}", "Tuning:External is empty")]
    [InlineData("x {dataset}", "x {model}", "says nowhere {output}")]
    [InlineData("x {dataset} {output}", "", "Tuning:Predict is empty")]
    [InlineData("x {dataset} {output}", "x", "says nowhere {model}")]
    [InlineData("x \"{dataset} {output}", "x {model}", "opens a quote")]
    public void Commands_that_cannot_work_are_refused(string train, string predict, string says)
    {
        Assert.Contains(says, Assert.Throws<TrainingException>(() => new OutsideTrainer(train, predict, TimeSpan.FromSeconds(1), (_, _, _, _) => Task.CompletedTask, TimeProvider.System, NullLogger.Instance)).Message, StringComparison.Ordinal);
    }

    private static async Task<RefineWorkflows.Tuning.Training.Training> FailedAsync(string train, string predict, string says)
    {
        await using Workshop workshop = await OpenAsync();
        using var folder = new TempFolder();
        Tuner tuner = workshop.Tuner(outside: Trainer(folder, train, predict, says.Contains("said nothing", StringComparison.Ordinal) ? 0.5 : 60));
        await tuner.Desk.AskAsync(Workshop.Request("one"), default);
        RefineWorkflows.Tuning.Training.Training failed = await tuner.Runner.RunAsync("one", default);

        Assert.Equal(TrainingStatus.Failed, failed.Status);
        Assert.Empty(await tuner.Shelf.ListAsync("owner", default));
        return failed;
    }

    /// <summary>Sixty choices of whoever always takes the picture with more of the first feature.</summary>
    private static async Task<Workshop> OpenAsync()
    {
        Workshop workshop = await Workshop.OpenAsync(0);
        workshop.Pairs["owner"] = [.. Choices(0, 60)];
        return workshop;
    }

    private static IEnumerable<TrainingPair> Choices(int from, int count) => Workshop.Choices("owner", from, count, 0)
        .Select((pair, at) => pair with { Id = $"pair {from + at}", Outcome = pair.A[0] > pair.B[0] ? PairOutcome.A : PairOutcome.B });

    private static OutsideTrainer Trainer(TempFolder folder, string train, string predict, double silence = 20)
    {
        string trains = Path.Combine(folder.Path, "train.sh"), predicts = Path.Combine(folder.Path, "predict.sh");
        File.WriteAllText(trains, train);
        File.WriteAllText(predicts, predict);
        return new OutsideTrainer(
            $"/bin/sh \"{trains}\" {{dataset}} {{output}} {{checkpoint}}",
            $"/bin/sh \"{predicts}\" {{model}}",
            TimeSpan.FromSeconds(silence),
            (_, ids, target, token) =>
            {
                Directory.CreateDirectory(target);
                return File.WriteAllLinesAsync(Path.Combine(target, "pictures"), ids.Order(StringComparer.Ordinal), token);
            },
            TimeProvider.System,
            NullLogger.Instance);
    }

    /// <summary>Whether a process works. One that has ended stays in the list until whoever inherits it has looked.</summary>
    private static bool IsAlive(string process)
    {
        try
        {
            using var found = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
            string state = $"/proc/{process}/stat";
            return !found.HasExited && !(File.Exists(state) && File.ReadAllText(state).Split(')')[^1].TrimStart().StartsWith('Z'));
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
