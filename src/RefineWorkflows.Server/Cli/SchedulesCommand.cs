using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Schedules;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine schedules</c>: what time starts.</summary>
internal static class SchedulesCommand
{
    public static Command Create() => new("schedules", "See what time starts, and say what becomes of missed occurrences.") { List(), Missed() };

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the schedules of the published definitions.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            ScheduleBook book = Book(workbench);
            var rows = new List<Row>();
            foreach (Schedule one in await book.SyncAsync(cancellationToken))
            {
                MissedRule rule = await book.RuleAsync(one.Key, cancellationToken);
                DateTimeOffset? next = book.Read(one)?.Next(one.Through, one.Anchor);
                rows.Add(new Row(one.Key, one.Payload, next, rule.Policy, rule.Policy == MissedPolicy.All ? rule.Limit : null));
            }

            if (parsed.GetValue(json))
                JsonOutput.Print(rows);
            else if (rows.Count == 0)
                Console.WriteLine("No schedules. Publish a definition that begins with Cron, Timer or Start At.");
            foreach (Row row in parsed.GetValue(json) ? [] : rows)
                Console.WriteLine($"{row.Schedule,-40} {row.When,-32} next {row.Next?.ToString("u", CultureInfo.InvariantCulture) ?? "never",-22} missed: {row.Missed.ToString().ToLowerInvariant()}{(row.Limit is { } limit ? $" up to {limit}" : "")}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Missed()
    {
        var schedule = new Argument<string>("schedule") { Description = "The schedule, as definition/activity in the list." };
        var policy = new Argument<MissedPolicy>("policy") { Description = "skip lets them go, once starts the last of them, all starts them up to the limit." };
        var limit = new Option<int>("--limit") { Description = $"With all: how many at most, the last ones, 1 to {MissedRule.LargestLimit}.", DefaultValueFactory = _ => MissedRule.Default.Limit };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int number) && number is < 1 or > MissedRule.LargestLimit)
                result.AddError($"--limit is {number}; allowed: 1 to {MissedRule.LargestLimit}.");
        });
        var command = new Command("missed", "Say what becomes of occurrences that come while no server runs. Default: once.") { schedule, policy, limit };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            ScheduleBook book = Book(workbench);
            await book.SyncAsync(cancellationToken);
            string key = parsed.GetValue(schedule)!;
            if (await book.FindAsync(key, cancellationToken) is null)
                throw new CommandFailure(ExitCode.NotFound, $"There is no schedule '{key}'. List them with: refine schedules list");
            await book.SetRuleAsync(key, new MissedRule(parsed.GetValue(policy), parsed.GetValue(limit)), cancellationToken);
            Console.WriteLine($"Missed occurrences of {key}: {parsed.GetValue(policy).ToString().ToLowerInvariant()}.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static ScheduleBook Book(Workbench workbench) => new(workbench.Store, workbench.Store, TimeProvider.System, workbench.Logging.CreateLogger("schedules"));

    private sealed record Row(string Schedule, string When, DateTimeOffset? Next, MissedPolicy Missed, int? Limit);
}
