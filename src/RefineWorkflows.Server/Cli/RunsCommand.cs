using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Server.Runs;
using Spectre.Console;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine runs</c>: what has been run.</summary>
internal static class RunsCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var status = new Option<string?>("--status") { Description = $"Only runs that are {string.Join(", ", RunStatus.All)}." };
        status.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !RunStatus.All.Contains(result.Tokens[0].Value))
                result.AddError($"--status is '{result.Tokens[0].Value}'; allowed: {string.Join(", ", RunStatus.All)}.");
        });
        var limit = new Option<int>("--limit") { Description = "At most this many, 1 to 10000.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int number) && number is < 1 or > 10_000)
                result.AddError($"--limit is {number}; allowed: 1 to 10000.");
        });
        var command = new Command("runs", "List runs, newest first.") { json, status, limit };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string? wanted = parsed.GetValue(status);
            int most = parsed.GetValue(limit);
            RunView[] runs = [.. (await workbench.Runs.ListAsync(wanted is null ? most : 10_000, cancellationToken)).Where(run => wanted is null || run.Status == wanted).Take(most)];
            if (parsed.GetValue(json))
                JsonOutput.Print(runs);
            else if (runs.Length == 0)
                Console.WriteLine("No runs. Start one with: refine run \"a hot hotdog\"");
            else
                Print(runs);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static void Print(RunView[] runs)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in new[] { "run", "status", "reason", "iterations", "best", "strategy", "prompt" })
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (RunView run in runs)
        {
            table.AddRow(
                run.Id,
                run.Status,
                Markup.Escape(Short(run.Reason ?? "")),
                run.Iterations.ToString(CultureInfo.InvariantCulture),
                run.Best is { } best ? $"{best.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-"} (#{best.Iteration})" : "",
                run.Strategy,
                Markup.Escape(Short(run.Prompt)));
        }

        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 200;
        AnsiConsole.Write(table);
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..39]}…";
}
