using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Suites;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Suites;
using Spectre.Console;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine eval</c>: runs a suite of prompts and settings, grades what comes out, and compares it with what came out before.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("suite") { Description = "The suite: a YAML file with prompts and settings.", Arity = ArgumentArity.ZeroOrOne };
        var least = new Option<string?>("--min-grade") { Description = $"The least grade: {string.Join(", ", Grades.Names.Where(name => name != "U"))}. Below it the exit code is 8. Default: the suite's own.", HelpName = "grade" };
        var verifier = new Option<string?>("--verifier") { Description = "Who grades. Default: the suite's own, else the first that is configured." };
        var output = new Option<string?>("--out") { Description = "Folder for results.json, junit.xml and grid.html. Default: evals/NAME in the data folder.", HelpName = "folder" };
        var baseline = new Option<string?>("--baseline") { Description = "Results to compare with. Default: the last ones in the folder.", HelpName = "results.json" };
        var tolerance = new Option<double?>("--tolerance") { Description = "By how much a score may fall before it counts as a regression, 0 to 1. Default: 0.02." };
        var strict = new Option<bool>("--fail-on-regression") { Description = "Whether a regression makes the exit code 8, too." };
        var retry = new Option<bool>("--retry-failed") { Description = "Try runs again that failed before." };
        var compare = new Option<string[]>("--compare") { Description = "Only compare two results: the earlier and the later file.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "results.json" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("eval", "Run and grade a suite of prompts and settings. Begun again it goes on where it was; what is there is not made twice.") { file, least, verifier, output, baseline, tolerance, strict, retry, compare, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(least) is { } name && (Grades.TryParse(name) ?? Grade.Ungraded) == Grade.Ungraded)
                result.AddError($"--min-grade is '{name}'; allowed: {string.Join(", ", Grades.Names.Where(known => known != "U"))}.");
            if (result.Children.OfType<System.CommandLine.Parsing.OptionResult>().All(option => option.Option != tolerance || !option.Errors.Any()) && result.GetValue(tolerance) is { } share and not (>= 0 and <= 1))
                result.AddError(FormattableString.Invariant($"--tolerance is {share}; allowed: 0 to 1."));
            if (result.GetValue(file) is null == result.GetValue(compare) is not { Length: 2 })
                result.AddError("Name a suite, for example suite.yaml, or --compare two results, not both.");
        });
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            double tolerated = parsed.GetValue(tolerance) ?? SuiteComparison.UsualTolerance;
            if (parsed.GetValue(compare) is { Length: 2 } two)
            {
                SuiteComparison only = SuiteComparison.Of(await SuiteFolder.ReadAsync(two[0], cancellationToken), await SuiteFolder.ReadAsync(two[1], cancellationToken), tolerated);
                if (parsed.GetValue(json))
                    JsonOutput.Print(new { only.MeanDelta, only.Cases, Regressions = only.Regressions.Select(one => one.Id), only.OnlyBefore, only.OnlyAfter });
                else
                    Tell(only);
                return only.Regressions.Count > 0 ? ExitCode.BelowGrade : ExitCode.Ok;
            }

            Suite suite = await ReadAsync(parsed.GetValue(file)!, cancellationToken);
            var folder = new SuiteFolder(parsed.GetValue(output) ?? Path.Combine(workbench.Settings.Data, "evals", FileName(suite.Name)), new ImageCodec(workbench.Settings.Images));
            SuiteResults? before = await folder.LastAsync(cancellationToken);
            SuiteResults? against = parsed.GetValue(baseline) is { } named ? await SuiteFolder.ReadAsync(named, cancellationToken) : before;
            IVerifier who = workbench.BackEnds.Verifier(parsed.GetValue(verifier) ?? suite.Verifier);
            SuiteResults? results = await RunAsync(workbench, suite, who, new SuiteOptions(Grades.TryParse(parsed.GetValue(least)), parsed.GetValue(retry)));
            if (results is null)
            {
                await Console.Error.WriteLineAsync("Interrupted. Go on with the same command; what is finished is not made again.");
                return ExitCode.Interrupted;
            }

            SuiteComparison? comparison = against is null ? null : SuiteComparison.Of(against, results, tolerated);
            await folder.LeaveAsync(results, before, comparison, cancellationToken);
            if (parsed.GetValue(json))
                Console.Write(results.ToJson());
            else
                Tell(results, comparison, folder);
            return results.Below + results.Failed > 0 || (parsed.GetValue(strict) && comparison?.Regressions.Count > 0) ? ExitCode.BelowGrade : ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static async Task<Suite> ReadAsync(string file, CancellationToken cancellationToken)
        => File.Exists(file)
            ? SuiteFile.Parse(await File.ReadAllTextAsync(file, cancellationToken), Path.GetFileName(file))
            : throw new CommandFailure(ExitCode.NotFound, $"There is no suite {file}; write one with 'prompts' and, if wanted, 'settings'.");

    private static async Task<SuiteResults?> RunAsync(Workbench workbench, Suite suite, IVerifier verifier, SuiteOptions options)
    {
        using var interruption = new Interruption();
        workbench.Host.Start();
        await using CancellationTokenRegistration stop = interruption.Token.Register(() => _ = workbench.Host.StopAsync());
        var grader = new QualityGrader(verifier, workbench.BackEnds.Benchmark, new GradeSettings(), workbench.BackEnds.Models.GetValueOrDefault(verifier.Id));
        var runner = new SuiteRunner(workbench, new GradeBook(workbench.Store, grader, $"{verifier.Id} {workbench.BackEnds.Models.GetValueOrDefault(verifier.Id)} {string.Join(' ', verifier.Prompts.Select(one => one.Sha256))}"), verifier.Id);
        try
        {
            return await runner.RunAsync(suite, options, new Lines(), interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.HasHappened)
        {
            return null;
        }
    }

    private static void Tell(SuiteResults results, SuiteComparison? comparison, SuiteFolder folder)
    {
        Dictionary<string, CaseDelta> deltas = comparison?.Cases.ToDictionary(one => one.Id) ?? [];
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("case", "grade", "change", "");
        foreach (CaseResult one in results.Cases)
        {
            string grade = one.Grade is { } given ? GradeText.Line(given) : "-";
            string delta = deltas.GetValueOrDefault(one.Id)?.Delta is { } change ? string.Create(CultureInfo.InvariantCulture, $"{change:+0.000;-0.000;0.000}") : "";
            string problem = one.Status switch { CaseStatus.Passed => "", CaseStatus.Below => $"below {Grades.NameOf(one.MinGrade!.Value)}", _ => one.Problem ?? "no picture" };
            table.AddRow([.. new[] { PlainWords.Of(one.Id), grade, delta, PlainWords.Of(problem) }.Select(Markup.Escape)]);
        }

        // Lines that programs read are theirs to wrap.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 1000;
        AnsiConsole.Write(table);
        string mean = results.MeanScore is { } average ? string.Create(CultureInfo.InvariantCulture, $", mean score {average:0.000}") : "";
        Console.WriteLine($"{results.Suite}: {results.Passed} of {results.Cases.Count} passed{(results.MinGrade is { } least ? $" (asked for {Grades.NameOf(least)})" : "")}{mean}.");
        if (comparison is not null)
            Console.WriteLine(Summary(comparison));
        Console.WriteLine($"{folder.ResultsPath}\n{folder.JUnitPath}\n{folder.GridPath}");
    }

    private static void Tell(SuiteComparison comparison)
    {
        foreach (CaseDelta one in comparison.Cases)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PlainWords.Of(one.Id)}: {Name(one.GradeBefore)} {one.ScoreBefore:0.000} -> {Name(one.GradeAfter)} {one.ScoreAfter:0.000} ({one.Delta:+0.000;-0.000;0.000}){(one.IsRegression ? "  REGRESSION" : "")}"));
        foreach (string id in comparison.OnlyBefore)
            Console.WriteLine($"{PlainWords.Of(id)}: only in the earlier results");
        foreach (string id in comparison.OnlyAfter)
            Console.WriteLine($"{PlainWords.Of(id)}: only in the later results");
        Console.WriteLine(Summary(comparison));
    }

    private static string Summary(SuiteComparison comparison)
        => string.Create(CultureInfo.InvariantCulture, $"Against the earlier results: {(comparison.MeanDelta is { } delta ? string.Create(CultureInfo.InvariantCulture, $"{delta:+0.000;-0.000;0.000} on average over {comparison.Cases.Count(one => one.Delta is not null)} cases") : "nothing to compare")}, {comparison.Regressions.Count} regressions.");

    private static string Name(Grade? grade) => grade is { } known ? Grades.NameOf(known) : "-";

    private static string FileName(string name) => string.Concat(name.Select(sign => char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '-')).TrimStart('.') is { Length: > 0 } safe ? safe : "suite";

    /// <summary>Lines on standard error, in the order in which they are told.</summary>
    private sealed class Lines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
