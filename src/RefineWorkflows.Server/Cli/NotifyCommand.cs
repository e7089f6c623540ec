using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Notifications;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine notify</c>: who is told when a run ends.</summary>
internal static class NotifyCommand
{
    public static Command Create() => new("notify", "Tell others, by signed webhooks, when runs end.") { Add(), List(), Remove() };

    private static Command Add()
    {
        var url = new Argument<string>("url") { Description = "Where notices are sent by POST." };
        url.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Address(result.Tokens[0].Value) is null)
                result.AddError($"The url is '{result.Tokens[0].Value}'; allowed: http://host/path or https://host/path, without a user and password.");
        });
        var on = new Option<string>("--on") { Description = $"What to tell: {Wishes.Grammar}.", DefaultValueFactory = _ => "finished,faulted" };
        on.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Wishes.TryParse(result.Tokens[0].Value) is null)
                result.AddError($"--on is '{result.Tokens[0].Value}'; allowed: {Wishes.Grammar}.");
        });
        var given = new Option<bool>("--secret-stdin") { Description = "Read the secret from standard input instead of drawing one." };
        var command = new Command("add", "Tell an address from now on, and print the secret that signs what it is told, once.") { url, on, given };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string secret = await WebhookSecretInput.ReadAsync(parsed.GetValue(given));
            Subscription added = await Book(workbench).AddAsync(Address(parsed.GetValue(url)!)!, Wishes.TryParse(parsed.GetValue(on)!)!, secret, cancellationToken);
            Console.WriteLine($"id       {added.Id}");
            Console.WriteLine($"secret   {secret}");
            await Console.Error.WriteLineAsync("This is the only time the secret is shown. Notices are sent while refine serve runs.");
            if (await workbench.Outbound.ProblemAsync(added.Url, cancellationToken) is { } refused)
                await Console.Error.WriteLineAsync($"As this server is set up now, nothing will arrive there: {refused.Message}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List who is told, and what did not arrive.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            SubscriptionBook book = Book(workbench);
            var outbox = new Outbox(workbench, book, TimeProvider.System);
            var rows = new List<Row>();
            foreach (Subscription one in await book.ListAsync(cancellationToken))
            {
                IReadOnlyList<Notice> open = await outbox.OpenAsync($"{one.Id}/", cancellationToken);
                IReadOnlyList<Notice> over = await outbox.OverAsync($"{one.Id}/", cancellationToken);
                Notice? troubled = open.Concat(over).Where(notice => notice.DeliveredAt is null && notice.Problem is not null).MaxBy(notice => notice.CreatedAt);
                rows.Add(new Row(one.Id, one.Url, one.Wishes.ToString(), open.Count, over.Count(notice => notice.DeliveredAt is not null), troubled?.Problem, troubled?.NextAt));
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Print(rows);
                return ExitCode.Ok;
            }

            if (rows.Count == 0)
                Console.WriteLine("Nobody is told. Add somebody with: refine notify add https://example.org/hook");
            foreach (Row row in rows)
            {
                Console.WriteLine($"{row.Id}  {row.Url}  on {row.On}  waiting {row.Waiting}, arrived {row.Arrived}");
                if (row.Problem is not null)
                    Console.WriteLine($"          {row.Problem.TrimEnd('.')}; {(row.NextAt is { } next ? $"next attempt {next.ToString("u", CultureInfo.InvariantCulture)}" : "given up")}");
            }

            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<string>("id") { Description = "Id of the subscription, as it stands in the list." };
        var command = new Command("remove", "Tell an address no more, also not what it has not heard yet.") { id };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            if (!await Book(workbench).RemoveAsync(parsed.GetValue(id)!, cancellationToken))
                throw new CommandFailure(ExitCode.NotFound, $"There is no subscription '{parsed.GetValue(id)}'. List them with: refine notify list");
            Console.WriteLine($"Subscription {parsed.GetValue(id)} is removed.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Uri? Address(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url!.UserInfo.Length == 0 ? url : null;

    private static SubscriptionBook Book(Workbench workbench) => new(workbench.Store, SecretBox.Open(workbench.Settings.Data), TimeProvider.System);

    private sealed record Row(string Id, Uri Url, string On, int Waiting, int Arrived, string? Problem, DateTimeOffset? NextAt);
}
