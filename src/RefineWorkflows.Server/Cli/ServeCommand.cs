using System.CommandLine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Notifications;
using RefineWorkflows.Server.Schedules;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine serve</c>: Studio, APIs, webhooks and schedules, until it is asked to stop.</summary>
internal static class ServeCommand
{
    public const string DefaultUrl = "http://127.0.0.1:5010";

    public static Command Create()
    {
        var urls = new Option<string[]>("--urls")
        {
            Description = $"Where to listen, for example http://127.0.0.1:8080; port 0 takes a free one. Default: {DefaultUrl}.",
            AllowMultipleArgumentsPerToken = true,
        };
        urls.Validators.Add(result =>
        {
            foreach (string url in result.Tokens.Select(token => token.Value).Where(one => !IsAddress(one)))
                result.AddError($"--urls is '{url}'; allowed: http://host:port or https://host:port.");
        });
        var command = new Command("serve", "Serve Studio, the APIs, webhooks and schedules until stopped.") { urls };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, AsNode, async workbench =>
        {
            using var interruption = new Interruption();
            await workbench.Definitions.EnsureAllAsync(cancellationToken);
            await using WebServer server = await WebServer.StartAsync(workbench, parsed.GetValue(urls) is { Length: > 0 } given ? given : [DefaultUrl], cancellationToken);
            await using var notifier = new Notifier(workbench, TimeProvider.System);
            notifier.Start();
            workbench.Host.Start();
            await using var schedules = new ScheduleKeeper(workbench, TimeProvider.System);
            schedules.Start();
            await using var housekeeping = new Housekeeping(workbench, TimeProvider.System);
            housekeeping.Start();
            foreach (Uri address in server.Addresses)
                Console.WriteLine($"Listening on {address}");
            Console.WriteLine($"Open {await server.EntranceAsync(cancellationToken)}");
            await interruption.HappensAsync();
            await Console.Error.WriteLineAsync("Stopping: steps in flight end, everything else waits for the next start.");
            await workbench.Host.StopAsync();
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    /// <summary>A server takes whatever is ready, also what another process left behind; the other commands run only what they are told to.</summary>
    private static RefineSettings AsNode(RefineSettings settings) => settings with { Engine = settings.Engine with { TakesWhatIsReady = true } };

    private static bool IsAddress(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
}
