using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>One Node process that answers one request at a time. Whoever leaves an exchange early has to dispose it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int ErrorTextKept = 2048;
    private static readonly byte[] Ready = "{\"ready\":true}\n"u8.ToArray();
    private const int BufferKept = 64 * 1024;
    private readonly Process _process;
    private readonly JavaScriptOptions _options;
    private readonly Task<string> _errorText;
    private byte[] _buffer = new byte[BufferKept];

    private WorkerProcess(Process process, JavaScriptOptions options)
    {
        _process = process;
        _options = options;
        _errorText = DrainAsync(process.StandardError);
    }

    public int Id => _process.Id;

    public int Evaluations { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a worker and waits until it can be asked; null when Node ended instead, with what it said.</summary>
    public static async Task<(WorkerProcess? Worker, string Said)> StartAsync(
        JavaScriptOptions options, string? permissionFlag, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.Start(NodeCommand.For(options, permissionFlag))!;
        }
        catch (Exception exception) when (exception is Win32Exception or DirectoryNotFoundException)
        {
            throw new JavaScriptException(
                JavaScriptFailure.NodeMissing,
                $"JavaScript expressions need Node.js 20 or later, and '{options.Node}' could not be started ({exception.Message}). "
                + $"Install it, or set {JavaScriptOptions.Section}:{nameof(JavaScriptOptions.Node)} to its path. "
                + "Literal, Object, Variable and Input expressions work without it.",
                exception);
        }

        var worker = new WorkerProcess(process, options);
        try
        {
            ReadOnlyMemory<byte>? first = await WithinAsync(options.StartLimit, worker.ReadLineAsync, cancellationToken);
            if (first?.Span.SequenceEqual(Ready) == true)
                return (worker, "");
            await worker.DisposeAsync();
            return (null, await worker._errorText + Encoding.UTF8.GetString(first.GetValueOrDefault().Span));
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a line and waits for the answer; null when the process had ended before it could read the line.</summary>
    public Task<JsonDocument?> ExchangeAsync(byte[] line, CancellationToken cancellationToken)
    {
        Evaluations++;
        return WithinAsync(_options.TimeLimit + _options.Grace, async token =>
        {
            try
            {
                Stream input = _process.StandardInput.BaseStream;
                await input.WriteAsync(line, token);
                await input.FlushAsync(token);
            }
            catch (IOException)
            {
                return null;
            }
            if (await ReadLineAsync(token) is not { } reply)
            {
                await _process.WaitForExitAsync(token);
                string said = await _errorText;
                throw new JavaScriptException(
                    JavaScriptFailure.WorkerLost,
                    $"The process that evaluated the expression ended with code {_process.ExitCode}. {Cause(said)}".TrimEnd());
            }
            return Parse(reply);
        }, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errorText;
        _process.Dispose();
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> reply)
    {
        try
        {
            // Three levels above a value: the reply, the result, and the list of writes with its pairs.
            return JsonDocument.Parse(reply, new JsonDocumentOptions { MaxDepth = _options.MaxDepth + 4 });
        }
        catch (JsonException exception)
        {
            throw new JavaScriptException(
                JavaScriptFailure.TooLarge,
                $"The script's result is nested deeper than {_options.MaxDepth} levels, or is no JSON.",
                exception);
        }
    }

    private static async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            return await work(deadline.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JavaScriptException(
                JavaScriptFailure.Timeout,
                $"The expression's worker gave no answer within {limit.TotalMilliseconds:0} ms and was killed.",
                exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        Stream output = _process.StandardOutput.BaseStream;
        if (_buffer.Length > BufferKept)
            _buffer = new byte[BufferKept];
        for (int length = 0; ;)
        {
            int read = await output.ReadAsync(_buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return null;
            bool ended = _buffer.AsSpan(length, read).Contains((byte)'\n');
            length += read;
            // With whatever follows the line: one that says more than it was asked must not be understood.
            if (ended)
                return _buffer.AsMemory(0, length);
            if (length > WorkerProtocol.LongestReply(_options))
                throw new JavaScriptException(JavaScriptFailure.TooLarge, "The expression's worker answered more than a result may hold.");
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    // Read to its end whatever is said, so that a worker never waits for somebody to listen; only the end is kept.
    private static async Task<string> DrainAsync(StreamReader errors)
    {
        var tail = new StringBuilder();
        char[] chunk = new char[1024];
        for (int read; (read = await errors.ReadAsync(chunk)) > 0;)
        {
            tail.Append(chunk, 0, read);
            if (tail.Length > ErrorTextKept)
                tail.Remove(0, tail.Length - ErrorTextKept);
        }
        return tail.ToString();
    }

    // Node wraps its reason in places of its own source, which help nobody here.
    private static string Cause(string said)
        => said.Split('\n').FirstOrDefault(line => line.Contains("Error:", StringComparison.Ordinal) || line.StartsWith("FATAL", StringComparison.Ordinal)) ?? "";
}
