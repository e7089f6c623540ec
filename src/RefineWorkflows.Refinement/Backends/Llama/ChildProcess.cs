using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RefineWorkflows.Refinement.Backends.Llama;

/// <summary>A server that was started as a process of ours: no shell, its last words kept, ended with its children.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int LastLines = 12;
    private const int SigTerm = 15;
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly Queue<string> lines = [];
    private readonly Task reading;

    private ChildProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput));
    }

    public Process Process => process;

    public bool HasExited => process.HasExited;

    /// <exception cref="Win32Exception">There is no such program, or it may not be started.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return new ChildProcess(Process.Start(start)!);
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>Whether it has ended, or does within a while.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return process.HasExited;
    }

    /// <summary>How it ended and what it said last, once it has ended.</summary>
    public async Task<string> LastWordsAsync()
    {
        await ReadToEndAsync();
        lock (lines)
            return $"it ended with exit code {process.ExitCode} and said: {(lines.Count == 0 ? "nothing" : string.Join(" | ", lines))}";
    }

    /// <summary>Asks it to end, and ends it with its children when it does not within 10 s.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(process);
        await ReadToEndAsync();
        process.Dispose();
    }

    /// <summary>Ends a process that may be none of this one's.</summary>
    public static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        if (OperatingSystem.IsWindows() || kill(process.Id, SigTerm) != 0)
            process.Kill(entireProcessTree: true);
        using var limit = new CancellationTokenSource(TimeToEnd);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(TimeToRead);
        // A grandchild that outlives the child keeps the pipes open; what was said so far has to do then.
        await reading.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (lines)
            {
                lines.Enqueue(line);
                if (lines.Count > LastLines)
                    lines.Dequeue();
            }
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
