using System.CommandLine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Notifications;
using RefineWorkflows.Server.Schedules;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Server.Telemetry;
using RefineWorkflows.Server.Tuning;
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
        var log = new Option<LogFormat?>("--log")
        {
            Description = "How lines of the log are written to standard error: text or json. Default: setting Log:Format, else text.",
            HelpName = string.Join('|', LogOptions.Formats.Keys),
            CustomParser = result =>
            {
                if (LogOptions.Formats.TryGetValue(result.Tokens[0].Value, out LogFormat format))
                    return format;
                result.AddError($"--log is '{result.Tokens[0].Value}'; allowed: {string.Join(", ", LogOptions.Formats.Keys)}.");
                return null;
            },
        };
        var command = new Command("serve", "Serve Studio, the APIs, webhooks and schedules until stopped.") { urls, log };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(
            parsed,
            settings => AsNode(settings, parsed.GetValue(log)),
            workbench => ServeAsync(workbench, parsed.GetValue(urls) is { Length: > 0 } given ? given : [DefaultUrl], cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(Workbench workbench, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        var service = new ServiceLog(workbench.Logging);
        long drainBegan;
        using (new RunLog(workbench.Host, workbench.Logging))
        {
            await workbench.Definitions.EnsureAllAsync(cancellationToken);
            await using WebServer server = await WebServer.StartAsync(workbench, urls, cancellationToken);
            await using var notifier = new Notifier(workbench, TimeProvider.System);
            notifier.Start();
            workbench.Host.Start();
            await using var schedules = new ScheduleKeeper(workbench, TimeProvider.System);
            schedules.Start();
            await using var trainings = new TrainingKeeper(workbench, TimeProvider.System);
            trainings.Start();
            await using var votes = new VoteBell(workbench, TimeProvider.System);
            votes.Start();
            await using var housekeeping = new Housekeeping(workbench, TimeProvider.System);
            housekeeping.Start();
            foreach (Uri address in server.Addresses)
            {
                // At a terminal, the answer below says it.
                if (Console.IsOutputRedirected || workbench.Settings.Log.Format == LogFormat.Json)
                    service.Listening(address, workbench.Settings.Data);
                Console.WriteLine($"Listening on {address}");
            }

            Console.WriteLine($"Open {await server.EntranceAsync(cancellationToken)}");
            await interruption.HappensAsync();
            drainBegan = TimeProvider.System.GetTimestamp();
            service.DrainBegan();
            server.BeginDrain();
            EndAfter(workbench.Settings.DrainLimit, service);
            // Deliveries are still taken while steps in flight end: whatever they start is on disk and waits.
            await workbench.Host.StopAsync();
        }

        service.DrainEnded(TimeProvider.System.GetElapsedTime(drainBegan).TotalSeconds);
        return ExitCode.Ok;
    }

    /// <summary>A step that will not end must not keep the process: what it has begun goes on with the next start, as after a crash.</summary>
    private static void EndAfter(TimeSpan limit, ServiceLog service) => _ = Task.Delay(limit, TimeProvider.System).ContinueWith(
        _ =>
        {
            service.DrainCutOff(limit.TotalSeconds);
            Environment.Exit(ExitCode.Ok);
        },
        TaskScheduler.Default);

    /// <summary>A server takes whatever is ready, also what another process left behind; the other commands run only what they are told to.</summary>
    private static RefineSettings AsNode(RefineSettings settings, LogFormat? format) => settings with
    {
        Engine = settings.Engine with { TakesWhatIsReady = true },
        Log = settings.ServerLog with { Format = format ?? settings.ServerLog.Format },
    };

    private static bool IsAddress(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
}
