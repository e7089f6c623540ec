using System.Diagnostics;

namespace RefineWorkflows.EndToEnd.Shared;

/// <summary>The built tool as a process of its own.</summary>
internal sealed class RefineProcess : IDisposable
{
    private readonly List<string> lines = [];
    private readonly List<(string Beginning, TaskCompletionSource<string> Awaited)> listeners = [];
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private bool isSilent;

    private RefineProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = ReadErrorsAsync();
    }

    /// <summary>The first line on standard error that begins like this; empty when the tool ended without one.</summary>
    public Task<string> SaysAsync(string beginning)
    {
        lock (lines)
        {
            string? said = lines.Find(line => line.StartsWith(beginning, StringComparison.Ordinal));
            if (said is not null || isSilent)
                return Task.FromResult(said ?? "");
            var awaited = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            listeners.Add((beginning, awaited));
            return awaited.Task;
        }
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts the tool with its data in a folder.</summary>
    public static RefineProcess Start(string data, params string[] arguments) => StartProgram("refine.dll", [.. arguments, "--data", data]);

    /// <summary>Starts a built program that lies beside the tests.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="environment">Variables beside those of the tests.</param>
    /// <param name="folder">Where it is started; null where no settings file lies.</param>
    public static RefineProcess StartProgram(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new RefineProcess(Process.Start(start)!);
    }

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<RefineResult> RunAsync(string data, params string[] arguments)
    {
        using RefineProcess process = Start(data, arguments);
        return await process.EndAsync();
    }

    /// <summary>The same with settings in the environment.</summary>
    public static async Task<RefineResult> RunAsync(string data, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using RefineProcess process = StartProgram("refine.dll", [.. arguments, "--data", data], environment);
        return await process.EndAsync();
    }

    /// <summary>Waits for the end; a tool that hangs is killed after two minutes and fails the test.</summary>
    public async Task<RefineResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The tool did not end. It had said: {await output} {await errors}");
        }

        return new RefineResult(process.ExitCode, await output, await errors);
    }

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task<string> ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lock (lines)
            {
                lines.Add(line);
                foreach ((string beginning, TaskCompletionSource<string> awaited) in listeners)
                {
                    if (line.StartsWith(beginning, StringComparison.Ordinal))
                        awaited.TrySetResult(line);
                }
            }
        }

        lock (lines)
        {
            isSilent = true;
            foreach ((_, TaskCompletionSource<string> awaited) in listeners)
                awaited.TrySetResult("");
            return string.Join('\n', lines);
        }
    }
}
