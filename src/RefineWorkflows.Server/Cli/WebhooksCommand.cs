using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine webhooks</c>: signed events of others that start runs.</summary>
internal static class WebhooksCommand
{
    public static Command Create() => new("webhooks", "Let signed events from elsewhere start runs.") { Add(), List(), Rotate(), Remove(), Test() };

    private static Command Add()
    {
        Argument<string> name = Name();
        name.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !WebhookBook.IsName(result.Tokens[0].Value))
                result.AddError($"The name is '{result.Tokens[0].Value}'; allowed: 1 to 64 lower-case letters, digits and dashes.");
        });
        var workflow = new Option<string>("--workflow") { Description = "Definition that a delivery starts.", DefaultValueFactory = _ => "refine-loop" };
        var map = new Option<string[]>("--map")
        {
            Description = "Input=place.in.payload, for example Prompt=issue.title; Input=$ takes the whole payload. Default: the payload's members under their own names.",
            AllowMultipleArgumentsPerToken = true,
        };
        map.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text.IndexOf('=', StringComparison.Ordinal) is < 1 || text.EndsWith('=')))
                result.AddError($"--map is '{text}'; allowed: Input=place.in.payload.");
        });
        var again = new Option<bool>("--same-body-again") { Description = "Take equal bodies under different delivery ids of GitHub and Gitea as different events. Default: they are one, for three days." };
        var votes = new Option<bool>("--votes") { Description = "Deliveries are votes instead of starting runs: run, outcome (a, b, tie, bad or skip) and, if wanted, ballot." };
        Option<bool> given = SecretOption();
        var command = new Command("add", "Add a webhook and print its address and secret, once.") { name, workflow, map, again, votes, given };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string door = parsed.GetValue(name)!;
            string secret = await WebhookSecretInput.ReadAsync(parsed.GetValue(given));
            bool takesVotes = parsed.GetValue(votes);
            if (!takesVotes)
                await workbench.Definitions.EnsureAsync(parsed.GetValue(workflow)!, cancellationToken);
            Dictionary<string, string>? mapping = parsed.GetValue(map) is { Length: > 0 } pairs
                ? pairs.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])
                : null;
            if (!await (takesVotes
                ? Book(workbench).AddVotesAsync(door, mapping, secret, parsed.GetValue(again), cancellationToken)
                : Book(workbench).AddAsync(door, parsed.GetValue(workflow)!, mapping, secret, parsed.GetValue(again), cancellationToken)))
                throw new CommandFailure(ExitCode.Conflict, $"There is a webhook '{door}' already. Remove it first, or give it a new secret with: refine webhooks rotate {door}");
            Console.WriteLine($"address  <server>/webhooks/{door}");
            Console.WriteLine($"secret   {secret}");
            await Console.Error.WriteLineAsync("This is the only time the secret is shown.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the webhooks, without their secrets.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<Webhook> webhooks = await Book(workbench).ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(webhooks.Select(one => new { one.Name, Workflow = one.DefinitionId, one.TakesVotes, one.Mapping, one.TakesSameBodyAgain, one.CreatedAt }));
                return ExitCode.Ok;
            }

            if (webhooks.Count == 0)
                Console.WriteLine("No webhooks. Add one with: refine webhooks add my-events");
            foreach (Webhook one in webhooks)
                Console.WriteLine($"{one.Name,-24} {(one.TakesVotes ? "votes" : one.DefinitionId),-24} {(one.Mapping is null ? "" : string.Join(" ", one.Mapping.Select(pair => $"{pair.Key}={pair.Value}")))}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Rotate()
    {
        Argument<string> name = Name();
        var overlap = new Option<TimeSpan>("--overlap") { Description = "How long the old secret counts beside the new one, as hh:mm:ss or d.hh:mm:ss. Default: one day.", DefaultValueFactory = _ => TimeSpan.FromDays(1) };
        overlap.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && TimeSpan.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out TimeSpan time) && (time < TimeSpan.Zero || time > TimeSpan.FromDays(30)))
                result.AddError($"--overlap is '{time}'; allowed: 0 to 30 days.");
        });
        Option<bool> given = SecretOption();
        var command = new Command("rotate", "Give a webhook a new secret; the old one counts on for a while.") { name, overlap, given };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string secret = await WebhookSecretInput.ReadAsync(parsed.GetValue(given));
            if (!await Book(workbench).RotateAsync(parsed.GetValue(name)!, secret, parsed.GetValue(overlap), cancellationToken))
                throw Missing(parsed.GetValue(name)!);
            Console.WriteLine($"secret   {secret}");
            await Console.Error.WriteLineAsync($"This is the only time the secret is shown. The old one counts for {parsed.GetValue(overlap)} more.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Remove()
    {
        Argument<string> name = Name();
        var command = new Command("remove", "Remove a webhook. Its deliveries are refused from then on.") { name };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            if (!await Book(workbench).RemoveAsync(parsed.GetValue(name)!, cancellationToken))
                throw Missing(parsed.GetValue(name)!);
            Console.WriteLine($"Webhook {parsed.GetValue(name)} is removed.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Test()
    {
        Argument<string> name = Name();
        var server = new Option<Uri>("--server")
        {
            Description = $"Where the server listens. Default: {ServeCommand.DefaultUrl}.",
            DefaultValueFactory = _ => new Uri(ServeCommand.DefaultUrl),
            CustomParser = given =>
            {
                if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                    return address;
                given.AddError($"--server is '{given.Tokens[0].Value}'; write an address such as {ServeCommand.DefaultUrl}.");
                return null;
            },
        };
        var payload = new Option<string>("--payload") { Description = "What to deliver, as JSON.", DefaultValueFactory = _ => """{"prompt":"a hot hotdog"}""" };
        var command = new Command("test", "Send a signed delivery to a running server, as a sender would.") { name, server, payload };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            WebhookBook book = Book(workbench);
            Webhook webhook = await book.FindAsync(parsed.GetValue(name)!, cancellationToken) ?? throw Missing(parsed.GetValue(name)!);
            byte[] body = System.Text.Encoding.UTF8.GetBytes(parsed.GetValue(payload)!);
            string id = $"test-{Guid.NewGuid():n}";
            string timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(parsed.GetValue(server)!, $"/webhooks/{webhook.Name}")) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", timestamp);
            request.Headers.Add("webhook-signature", StandardSecret.Sign(book.SecretsOf(webhook)[0], id, timestamp, body));
            HttpResponseMessage answer;
            try
            {
                answer = await client.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException unreachable)
            {
                throw new CommandFailure(ExitCode.Failed, $"{request.RequestUri} does not answer: {unreachable.Message} Start the server with: refine serve");
            }

            Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            return answer.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.Failed;
        }, cancellationToken));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "Name of the webhook; the last part of its address." };

    private static Option<bool> SecretOption() => new("--secret-stdin") { Description = "Read the secret from standard input instead of drawing one, for senders that give you theirs." };

    private static WebhookBook Book(Workbench workbench) => new(workbench.Store, SecretBox.Open(workbench.Settings.Data), TimeProvider.System);

    private static CommandFailure Missing(string name) => new(ExitCode.NotFound, $"There is no webhook '{name}'. List them with: refine webhooks list");
}
