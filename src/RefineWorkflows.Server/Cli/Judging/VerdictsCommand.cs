using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary><c>refine judge verdicts</c>: what judges have said.</summary>
internal static class VerdictsCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        Option<int> limit = JudgeOptions.Whole("--limit", "At most this many.", 50, 1, 10_000);
        var command = new Command("verdicts", "List what judges have said, newest first.") { limit, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<StoredVerdict> verdicts = await workbench.Records.Verdicts.ListAsync(parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(verdicts);
            else if (verdicts.Count == 0)
                Console.WriteLine("No verdicts. Ask for one with: refine judge pair a.png b.png --goal \"…\"");
            foreach (StoredVerdict verdict in parsed.GetValue(json) ? [] : verdicts)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verdict.At:yyyy-MM-dd HH:mm:ss}  {verdict.Value,-8}  {JudgeWords.Source(verdict)}  {string.Join(' ', verdict.Images.Select(image => image[..8]))}  {JudgeWords.Plain(verdict.Goal)}"));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }
}
