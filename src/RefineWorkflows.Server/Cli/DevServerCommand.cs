using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine dev-server</c>: a server that speaks a model server's protocol and needs no model.</summary>
internal static class DevServerCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = $"Which one: {string.Join(", ", DevServers.DevServers.All.Keys)}." };
        var url = new Option<string?>("--url") { Description = "Where it listens; port 0 takes a free one. Default: where the real one usually does." };
        var command = new Command("dev-server", "Start a server that behaves like a model server and paints by itself, to try a loop against. llama-server takes the real one's arguments.") { kind, url };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<string> more = parsed.UnmatchedTokens;
            if (more.Count > 0 && parsed.GetValue(kind) == "llama-server")
                return await LlamaAsync(more, cancellationToken);
            if (more.Count > 0)
            {
                await Console.Error.WriteLineAsync($"'{more[0]}' is not understood. Only llama-server takes arguments of its own.");
                return ExitCode.Usage;
            }

            if (!DevServers.DevServers.All.TryGetValue(parsed.GetValue(kind)!, out Func<string, WebApplication>? make))
            {
                await Console.Error.WriteLineAsync($"There is no dev server '{parsed.GetValue(kind)}'. There are: {string.Join(", ", DevServers.DevServers.All.Keys)}.");
                return ExitCode.NotFound;
            }

            string at = parsed.GetValue(url) ?? DevServers.DevServers.UsualUrl(parsed.GetValue(kind)!);
            return await ServeAsync(make(at), parsed.GetValue(kind)!, at, cancellationToken);
        });
        return command;
    }

    /// <summary>As llama-server is started by whoever wants one for himself: with its arguments, and its words when they are wrong.</summary>
    private static async Task<int> LlamaAsync(IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        if (more is ["--version"])
        {
            await Console.Error.WriteLineAsync("version: 7000 (dev)");
            return ExitCode.Ok;
        }

        LlamaDevArguments arguments = LlamaDevArguments.Read(more, out string? problem);
        if ((problem ?? LlamaDevServer.Refusal(arguments)) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCode.Failed;
        }

        return await ServeAsync(LlamaDevServer.Build(arguments.Url, arguments), "llama-server", arguments.Url, cancellationToken);
    }

    private static async Task<int> ServeAsync(WebApplication built, string kind, string url, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        await using WebApplication app = built;
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or FormatException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"It cannot listen at {url}: {refused.Message} Choose another address with --url.");
            return ExitCode.Usage;
        }

        Console.WriteLine($"{kind} at {DevServers.DevServers.AddressOf(app).AbsoluteUri.TrimEnd('/')}{DevServers.DevServers.PathOf(kind)}");
        Console.WriteLine("Have it fail with POST /__dev/faults, for example {\"kind\": \"status\", \"status\": 500, \"times\": 1}; GET /__dev/counts tells what it was asked. Ctrl-C ends it.");
        await interruption.HappensAsync();
        await app.StopAsync(CancellationToken.None);
        return ExitCode.Ok;
    }
}
