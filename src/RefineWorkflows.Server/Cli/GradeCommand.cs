using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine grade</c>: tells how good pictures and clips are, and by what evidence.</summary>
internal static class GradeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Pictures, clips (animated WebP or GIF, MP4 and WebM with ffmpeg), or folders of frames.", Arity = ArgumentArity.ZeroOrMore };
        var prompt = new Option<string?>("--prompt") { Description = "What they were meant to show. Default: the prompt inside each PNG that this tool made.", HelpName = "text" };
        var verifier = new Option<string?>("--verifier") { Description = "Who looks: a vision model of the settings, or measuring-verifier. Default: the first model, or else measuring.", HelpName = "name" };
        var frames = new Option<int>("--frames") { Description = "How many frames of a clip are verified and averaged. Default: the one that stands for it.", HelpName = "n", DefaultValueFactory = _ => 1 };
        var least = new Option<string?>("--min-grade") { Description = "Exit with 8 when a file is below this grade: A, A-, B+, B, B-, C or F.", HelpName = "grade" };
        var weights = new Option<string?>("--weights") { Description = "How much channels count, as semantic=0.3,spatial=0.2; those left out keep their usual weight.", HelpName = "list" };
        var acceptFrom = new Option<double>("--accept-from") { Description = "A score below this, 0 to 1, is reviewed and not accepted. Default: the table alone decides.", HelpName = "score" };
        var calibrate = new Option<string?>("--calibrate") { Description = "Fit the bounds of the grades to a list of pictures that a person graded.", HelpName = "graded.json" };
        var table = new Option<string?>("--table") { Description = "The bounds of the grades; with --calibrate, where to write them.", HelpName = "file" };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("grade", "Grade pictures and clips from A to F, with evidence and an interval.") { files, prompt, verifier, frames, least, weights, acceptFrom, calibrate, table, user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string[] given = parsed.GetValue(files) ?? [];
            string? examples = parsed.GetValue(calibrate), bounds = parsed.GetValue(table);
            if (examples is null == (given.Length == 0))
                throw new CommandFailure(ExitCode.Usage, examples is null ? "Name the files to grade, or a list to --calibrate by." : "--calibrate takes its pictures from the list; name no files.");
            GradeSettings settings = Settings(parsed.GetValue(weights), parsed.GetValue(acceptFrom), parsed.GetValue(frames), examples is null ? bounds : null);
            var reader = new GradeFiles(workbench.Settings.Images, workbench.BackEnds.Subjects);
            var taste = new TasteOf(parsed.GetValue(user) ?? workbench.Settings.User, workbench.BackEnds.Taste) { Weighs = parsed.GetValue(weights) is null };
            var grading = new Grading(workbench, reader, workbench.BackEnds.Verifier(parsed.GetValue(verifier)), taste, settings, parsed.GetValue(json));
            return examples is null
                ? await grading.GradeAsync(given, parsed.GetValue(prompt), MinGrade(parsed.GetValue(least)), cancellationToken)
                : await grading.CalibrateAsync(examples, parsed.GetValue(prompt), bounds, cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static Grade? MinGrade(string? text)
        => text is null ? null
            : Grades.TryParse(text) is { } grade and not Grade.Ungraded ? grade
            : throw new CommandFailure(ExitCode.Usage, $"--min-grade is '{text}'; allowed are {string.Join(", ", Grades.Names.SkipLast(1))}.");

    private static GradeSettings Settings(string? weights, double acceptFrom, int frames, string? table)
    {
        try
        {
            return new GradeSettings
            {
                Weights = Weights(weights),
                AcceptFrom = acceptFrom,
                Frames = frames,
                Table = table is null ? GradeTable.Default : GradeTableFile.Read(table),
            };
        }
        catch (QualityException wrong)
        {
            throw new CommandFailure(ExitCode.Usage, wrong.Message);
        }
    }

    private static ChannelWeights Weights(string? text)
    {
        var weights = Enum.GetValues<ChannelKind>().ToDictionary(channel => channel, ChannelWeights.Default.Of);
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || !Enum.TryParse(pair[0], ignoreCase: true, out ChannelKind channel) || !Enum.IsDefined(channel) || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight))
                throw new CommandFailure(ExitCode.Usage, $"--weights has '{part}'; allowed are {string.Join(", ", weights.Keys.Select(one => $"{one.ToString().ToLowerInvariant()}=number"))}.");
            weights[channel] = weight;
        }

        return new ChannelWeights(weights[ChannelKind.Semantic], weights[ChannelKind.Spatial], weights[ChannelKind.Benchmark], weights[ChannelKind.Preference], weights[ChannelKind.VisionReward]);
    }

    private sealed class Grading(Workbench workbench, GradeFiles reader, IVerifier verifier, TasteOf taste, GradeSettings settings, bool json)
    {
        public async Task<int> GradeAsync(string[] files, string? prompt, Grade? least, CancellationToken cancellationToken)
        {
            (List<(string File, GradeSubject Subject)> read, List<(string File, string Problem)> unread) = await ReadAsync([.. files.Select(file => (file, prompt))], cancellationToken);
            IReadOnlyList<GradedItem> graded = await GradeAsync(read, cancellationToken);
            int below = least is { } asked ? graded.Count(item => !Grades.IsAtLeast(item.Result.Grade, asked)) : 0;
            if (json)
            {
                JsonOutput.Print(new
                {
                    verifier = verifier.Id,
                    files = graded.Zip(read, (item, one) => GradePrinter.View(one.File, one.Subject, item)),
                    unread = unread.Select(one => new { one.File, one.Problem }),
                    below = least is null ? (int?)null : below,
                });
            }
            else
            {
                foreach (string line in graded.Zip(read, (item, one) => GradePrinter.Lines(one.File, item)).SelectMany(lines => lines))
                    Console.WriteLine(line);
                if (below > 0)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{below} of {graded.Count} below {Grades.NameOf(least!.Value)}."));
            }

            return unread.Count > 0 ? ExitCode.Failed : below > 0 ? ExitCode.BelowGrade : ExitCode.Ok;
        }

        public async Task<int> CalibrateAsync(string list, string? prompt, string? target, CancellationToken cancellationToken)
        {
            IReadOnlyList<GradeTableFile.Example> entries = GradeTableFile.ReadExamples(list);
            string folder = Path.GetDirectoryName(Path.GetFullPath(list))!;
            GradeTableFile.Example[] pictures = [.. entries.Where(one => one.Score is null)];
            (List<(string File, GradeSubject Subject)> read, List<(string File, string Problem)> unread) = await ReadAsync([.. pictures.Select(one => (Path.GetFullPath(one.File!, folder), one.Prompt ?? prompt))], cancellationToken);
            if (unread.Count > 0)
                return ExitCode.Failed;
            IReadOnlyList<GradedItem> graded = await GradeAsync(read, cancellationToken);
            GradedExample[] examples =
            [
                .. entries.Where(one => one.Score is not null).Select(one => new GradedExample(one.Score!.Value, Grades.TryParse(one.Grade)!.Value)),
                .. graded.Zip(pictures).Where(pair => pair.First.Result.Score is not null).Select(pair => new GradedExample(pair.First.Result.Score!.Value, Grades.TryParse(pair.Second.Grade)!.Value)),
            ];
            TableFit fit = GradeCalibration.Fit(examples, GradeTable.Default);
            if (target is not null)
                await RunFolder.Open(Path.GetDirectoryName(Path.GetFullPath(target))!).WriteAtomicAsync(Path.GetFileName(target), System.Text.Encoding.UTF8.GetBytes(GradeTableFile.Write(fit.Table)), cancellationToken);
            if (json)
                JsonOutput.Print(new { bounds = fit.Table.Bounds.Select((bound, at) => new { grade = Grades.Names[at], from = bound }), fit.Examples, fit.Misgraded, fit.MisgradedBefore, table = target });
            else
                Tell(fit, target);
            return ExitCode.Ok;
        }

        private static void Tell(TableFit fit, string? target)
        {
            for (int at = 0; at < fit.Table.Bounds.Count; at++)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Grades.Names[at],-2} from {fit.Table.Bounds[at]:0.000}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fit.Examples - fit.Misgraded} of {fit.Examples} graded as by the person; {fit.Examples - fit.MisgradedBefore} before."));
            if (target is not null)
                Console.WriteLine($"Written to {target}; grade with --table {target}.");
        }

        private async Task<(List<(string File, GradeSubject Subject)> Read, List<(string File, string Problem)> Unread)> ReadAsync((string File, string? Prompt)[] files, CancellationToken cancellationToken)
        {
            var (read, unread) = (new List<(string, GradeSubject)>(), new List<(string, string)>());
            foreach ((string file, string? prompt) in files)
            {
                (GradeSubject? subject, string? problem) = await reader.ReadAsync(file, prompt, cancellationToken);
                if (subject is not null)
                {
                    read.Add((file, subject));
                    continue;
                }

                unread.Add((file, problem!));
                await Console.Error.WriteLineAsync($"{file}: {problem}");
            }

            return (read, unread);
        }

        private Task<IReadOnlyList<GradedItem>> GradeAsync(List<(string File, GradeSubject Subject)> read, CancellationToken cancellationToken)
            => new QualityGrader(verifier, workbench.BackEnds.Benchmark, settings, workbench.BackEnds.Models.GetValueOrDefault(verifier.Id), taste).GradeAsync([.. read.Select(one => one.Subject)], Progress(), cancellationToken);

        // Said at once, in order; Progress<T> would say it on other threads, later.
        private static IProgress<string>? Progress() => Console.IsErrorRedirected ? null : new Said();

        private sealed class Said : IProgress<string>
        {
            public void Report(string value) => Console.Error.WriteLine(value);
        }
    }
}
