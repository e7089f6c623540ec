using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RefineWorkflows.EndToEnd.Shared;

/// <summary><c>refine serve</c> as a process of its own, which can be killed and started again at the same address.</summary>
/// <param name="data">The folder that it keeps everything in.</param>
/// <param name="host">Where it listens; anything else than loopback makes it ask for keys, of which there must be one.</param>
/// <param name="settings">Settings by the names of their environment variables.</param>
internal sealed partial class ServerProcess(string data, string host = "127.0.0.1", IReadOnlyDictionary<string, string>? settings = null) : IDisposable
{
    private Process? process;
    private string urls = $"http://{host}:0";

    /// <summary>Where it is reached from here, without a slash at the end; the same after a restart.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What it told people to open at its last start, below its address.</summary>
    public string Entrance { get; private set; } = "";

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (string argument in new[] { Path.Combine(AppContext.BaseDirectory, "refine.dll"), "serve", "--urls", urls, "--data", data })
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                urls = match.Groups[1].Value;
                Address = urls.Replace(host, "127.0.0.1", StringComparison.Ordinal);
                Entrance = new Uri((await process.StandardOutput.ReadLineAsync())!.Split(' ')[1]).PathAndQuery;
                // A full pipe would stop the server.
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"The server ended before it listened: {await errors}");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process!.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using Process kill = Process.Start("kill", ["-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
            Kill();
        process?.Dispose();
    }

    [GeneratedRegex(@"^Listening on (\S+?)/?$")]
    private static partial Regex Listening();
}
