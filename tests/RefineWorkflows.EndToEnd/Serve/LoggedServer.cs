using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace RefineWorkflows.EndToEnd.Serve;

/// <summary><c>refine serve --log json</c> as a process of its own, and what its log says.</summary>
internal sealed partial class LoggedServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Channel<JsonElement> events = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Task output;
    private readonly Task errors;

    private LoggedServer(Process process)
    {
        this.process = process;
        output = ReadOutputAsync();
        errors = ReadErrorsAsync();
    }

    public HttpClient Client { get; } = new() { Timeout = Patience };

    /// <summary>From the start of the process until it said that it listens.</summary>
    public TimeSpan TimeToListen { get; private set; }

    /// <summary>Every line of standard error, as it came.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="settings">Settings for its environment, as <c>Server__DrainLimit</c>.</param>
    public static async Task<LoggedServer> StartAsync(string data, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (string argument in new[] { Path.Combine(AppContext.BaseDirectory, "refine.dll"), "serve", "--urls", "http://127.0.0.1:0", "--log", "json", "--data", data })
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in settings)
            start.Environment[$"REFINE_{name}"] = value;
        var server = new LoggedServer(Process.Start(start)!);
        server.Client.BaseAddress = await server.listening.Task.WaitAsync(Patience);
        return server;
    }

    /// <summary>The next event of this name; those before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string name)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (JsonElement one in events.Reader.ReadAllAsync(limit.Token))
            {
                if (Name(one) == name)
                    return one;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The log never said {name}: {string.Join('\n', Lines)}");
        }

        throw new InvalidOperationException($"The server ended and had not said {name}: {string.Join('\n', Lines)}");
    }

    public static string? Name(JsonElement line) => line.TryGetProperty("event", out JsonElement name) ? name.GetString() : null;

    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        await Task.WhenAll(output, errors);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
        Client.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            TimeToListen = clock.Elapsed;
            listening.TrySetResult(new Uri(match.Groups[1].Value));
        }

        await errors;
        listening.TrySetException(new InvalidOperationException($"The server ended before it listened: {string.Join('\n', Lines)}"));
    }

    private async Task ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            Lines.Enqueue(line);
            if (line.StartsWith('{'))
                events.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
        }

        events.Writer.Complete();
    }

    [GeneratedRegex(@"^Listening on (\S+)$")]
    private static partial Regex Listening();
}
