using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>
/// A program of somebody else's that is watched: what it says is read line by line, it is ended with all that it has
/// started when it says nothing for too long, and when this process ends, however it ends.
/// </summary>
internal sealed class OutsideProgram : IAsyncDisposable
{
    private const int LastLines = 8;

    // The shell holds our pipe: when its other end closes, because we want it or because we are gone, it ends the group.
    // A session of its own is a group of its own; where there is no setsid, the program alone is ended.
    private const string Watch = """
        trap '' INT QUIT
        exec 3<&0
        input=$1; shift
        if command -v setsid >/dev/null 2>&1; then setsid "$@" <"$input" 3<&- & group=-; else "$@" <"$input" 3<&- & group=; fi
        child=$!
        { read -r _ <&3; kill -s TERM -- "$group$child"; sleep 3; kill -s KILL -- "$group$child"; } >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$child"; code=$?
        kill -s KILL -- "$group$child" 2>/dev/null
        kill -s KILL "$watch" 2>/dev/null
        exit $code
        """;

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly string program;
    private readonly TimeSpan silence;
    private readonly TimeProvider time;
    private readonly Channel<OutsideLine> lines = Channel.CreateUnbounded<OutsideLine>();
    private readonly Queue<string> last = [];
    private readonly Task reading;
    private long heard;

    private OutsideProgram(Process process, string program, TimeSpan silence, TimeProvider time)
    {
        this.process = process;
        this.program = program;
        this.silence = silence;
        this.time = time;
        heard = time.GetTimestamp();
        reading = ReadAsync();
    }

    /// <summary>Whether it has ended, and all that it has said was read.</summary>
    public bool HasEnded => lines.Reader.Completion.IsCompleted;

    /// <summary>How it has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <param name="words">The program and its arguments.</param>
    /// <param name="silence">How long it may say nothing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="input">The file that it reads as its input; null for an empty one.</param>
    /// <exception cref="TrainingException">It cannot be started.</exception>
    public static OutsideProgram Start(string[] words, TimeSpan silence, TimeProvider time, string? input = null)
    {
        bool isWatched = !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(isWatched ? "/bin/sh" : words[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (string argument in isWatched ? ["-c", Watch, "sh", input ?? "/dev/null", .. words] : words[1..])
            start.ArgumentList.Add(argument);
        try
        {
            Process process = Process.Start(start)!;
            if (!isWatched)
            {
                if (input is not null)
                    process.StandardInput.Write(File.ReadAllText(input));
                process.StandardInput.Close();
            }

            return new OutsideProgram(process, words[0], silence, time);
        }
        catch (Win32Exception missing)
        {
            throw new TrainingException($"'{words[0]}' cannot be started: {missing.Message}.", missing);
        }
    }

    /// <summary>The next line; null when it has ended.</summary>
    /// <exception cref="TrainingException">It said nothing for too long, and was ended.</exception>
    public async Task<OutsideLine?> NextAsync(CancellationToken cancellationToken)
    {
        while (!HasEnded)
        {
            if (await LookAsync(silence, cancellationToken) is { } line)
                return line;
        }

        return null;
    }

    /// <summary>The next line; null when it has ended, or says nothing for a while.</summary>
    /// <exception cref="TrainingException">It said nothing for too long, and was ended.</exception>
    public async Task<OutsideLine?> LookAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await lines.Reader.WaitToReadAsync(either.Token) && lines.Reader.TryRead(out OutsideLine? line))
            {
                heard = time.GetTimestamp();
                return line;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (time.GetElapsedTime(heard) < silence)
                return null;
            await EndAsync();
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"'{program}' said nothing for {silence.TotalSeconds:0.#} s and was ended; its last words: {Words()}. A program that works silently needs a longer Tuning:ExternalTimeout."));
        }

        return null;
    }

    /// <summary>In words, how it has ended.</summary>
    public string End() => string.Create(CultureInfo.InvariantCulture, $"'{program}' ended with exit code {process.ExitCode} and said last: {Words()}");

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        process.Dispose();
    }

    private string Words()
    {
        lock (last)
            return last.Count == 0 ? "nothing" : string.Join(" | ", last);
    }

    private async Task EndAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeToEnd);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await reading;
    }

    private async Task ReadAsync()
    {
        Task both = Task.WhenAll(ReadAsync(process.StandardOutput, false), ReadAsync(process.StandardError, true));
        await process.WaitForExitAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeToRead);
        // What has left the group keeps the pipes open; what was said so far has to do then.
        await both.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lines.Writer.TryComplete();
    }

    private async Task ReadAsync(StreamReader from, bool isComplaint)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } text)
        {
            lock (last)
            {
                last.Enqueue(OutsideTrainer.Shown(text));
                if (last.Count > LastLines)
                    last.Dequeue();
            }

            lines.Writer.TryWrite(new OutsideLine(text, isComplaint));
        }
    }
}
