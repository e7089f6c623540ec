using System.CommandLine;
using Microsoft.AspNetCore.Builder;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine dev-server</c>: a server that speaks a model server's protocol and needs no model.</summary>
internal static class DevServerCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = $"Which one: {string.Join(", ", DevServers.DevServers.All.Keys)}." };
        var url = new Option<string>("--url") { Description = "Where it listens; port 0 takes a free one.", DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var command = new Command("dev-server", "Start a server that behaves like a model server and paints by itself, to try a loop against.") { kind, url };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!DevServers.DevServers.All.TryGetValue(parsed.GetValue(kind)!, out Func<string, WebApplication>? make))
            {
                await Console.Error.WriteLineAsync($"There is no dev server '{parsed.GetValue(kind)}'. There are: {string.Join(", ", DevServers.DevServers.All.Keys)}.");
                return ExitCode.NotFound;
            }

            using var interruption = new Interruption();
            await using WebApplication app = make(parsed.GetValue(url)!);
            try
            {
                await app.StartAsync(cancellationToken);
            }
            catch (Exception refused) when (refused is IOException or FormatException or InvalidOperationException)
            {
                await Console.Error.WriteLineAsync($"It cannot listen at {parsed.GetValue(url)}: {refused.Message}");
                return ExitCode.Usage;
            }

            Console.WriteLine($"{parsed.GetValue(kind)} at {DevServers.DevServers.AddressOf(app).AbsoluteUri.TrimEnd('/')}{DevServers.DevServers.PathOf(parsed.GetValue(kind)!)}");
            Console.WriteLine("Have it fail with POST /__dev/faults, for example {\"kind\": \"status\", \"status\": 500, \"times\": 1}; GET /__dev/counts tells what it was asked. Ctrl-C ends it.");
            await interruption.HappensAsync();
            await app.StopAsync(CancellationToken.None);
            return ExitCode.Ok;
        });
        return command;
    }
}
