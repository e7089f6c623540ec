using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>
/// Evaluates JavaScript in a few worker processes. Each evaluation starts from the same clean interpreter, sees only what
/// its request holds, and changes nothing outside its worker: evaluating again is always safe. Thread-safe.
/// </summary>
public sealed class JavaScriptWorkerPool : IAsyncDisposable
{
    private readonly JavaScriptOptions _options;
    private readonly SemaphoreSlim _turns;
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private readonly ConcurrentDictionary<int, WorkerProcess> _alive = new();
    private readonly CancellationTokenSource _closing = new();
    private int _permissionFlag;
    private long _lastId;

    /// <summary>Starts nothing yet: a worker is started when the first evaluation needs it.</summary>
    public JavaScriptWorkerPool(JavaScriptOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.TimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MemoryLimitMiB, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StackLimitKiB, 16);
        _options = options;
        _turns = new SemaphoreSlim(options.Workers);
    }

    internal IReadOnlyList<int> WorkerIds => [.. _alive.Keys];

    /// <summary>Evaluates a script. A cancelled evaluation is stopped, not only forgotten.</summary>
    /// <exception cref="JavaScriptException">The script has no result; the exception says why and, where known, at which line.</exception>
    public Task<JavaScriptResult> EvaluateAsync(JavaScriptRequest request, CancellationToken cancellationToken)
    {
        if (TooLong(request.Script) is { } problem)
            throw new JavaScriptException(JavaScriptFailure.TooLarge, problem);
        long id = Interlocked.Increment(ref _lastId);
        return AskAsync(id, WorkerProtocol.Evaluation(id, request, _options), WorkerProtocol.Result, cancellationToken);
    }

    /// <summary>Reads a script without running it; null when it can be read.</summary>
    /// <exception cref="JavaScriptException">It could not be checked, for example because Node.js is missing.</exception>
    public async Task<ScriptProblem?> CheckAsync(string script, CancellationToken cancellationToken)
    {
        if (TooLong(script) is { } problem)
            return new ScriptProblem(1, 1, problem);
        long id = Interlocked.Increment(ref _lastId);
        try
        {
            return await AskAsync(id, WorkerProtocol.Check(id, script, _options), WorkerProtocol.Problem, cancellationToken);
        }
        catch (JavaScriptException exception) when (exception.Failure is JavaScriptFailure.Thrown or JavaScriptFailure.Timeout or JavaScriptFailure.Memory)
        {
            // Nothing was run: the reader itself gave up on the text.
            return new ScriptProblem(exception.Line ?? 1, exception.Column ?? 1, exception.Message);
        }
    }

    /// <summary>Ends the workers. Evaluations that are under way fail with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync();
        for (int turn = 0; turn < _options.Workers; turn++)
            await _turns.WaitAsync(CancellationToken.None);
        while (_idle.TryPop(out WorkerProcess? worker))
            await EndAsync(worker);
    }

    private async Task<T> AskAsync<T>(long id, byte[] line, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await _turns.WaitAsync(ended.Token);
            try
            {
                while (true)
                {
                    WorkerProcess worker = await TakeAsync(ended.Token);
                    bool fit = false;
                    try
                    {
                        using JsonDocument? reply = await worker.ExchangeAsync(line, ended.Token);
                        // A worker that was gone before it read the request has run nothing; the next one does.
                        if (reply is null)
                            continue;
                        JsonElement root = reply.RootElement;
                        if (root.GetProperty("id").GetInt64() != id)
                            throw new JavaScriptException(JavaScriptFailure.WorkerLost, "The expression's worker answered another request.");
                        fit = !(root.TryGetProperty("retire", out JsonElement retire) && retire.GetBoolean());
                        if (root.TryGetProperty("error", out JsonElement error))
                            throw WorkerProtocol.Error(error);
                        return read(root);
                    }
                    finally
                    {
                        await ReturnAsync(worker, fit);
                    }
                }
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(JavaScriptWorkerPool));
        }
    }

    private async Task<WorkerProcess> TakeAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out WorkerProcess? idle))
        {
            if (!idle.HasExited)
                return idle;
            await EndAsync(idle);
        }
        for (; ; )
        {
            int flag = Volatile.Read(ref _permissionFlag);
            (WorkerProcess? worker, string said) =
                await WorkerProcess.StartAsync(_options, NodeCommand.PermissionFlags[flag], cancellationToken);
            if (worker is not null)
            {
                _alive[worker.Id] = worker;
                return worker;
            }
            if (flag == NodeCommand.PermissionFlags.Count - 1)
            {
                throw new JavaScriptException(
                    JavaScriptFailure.NodeMissing,
                    $"'{_options.Node}' did not start the worker for JavaScript expressions, which needs Node.js 20 or later. It said: {said.Trim()}");
            }
            Interlocked.CompareExchange(ref _permissionFlag, flag + 1, flag);
        }
    }

    private async Task ReturnAsync(WorkerProcess worker, bool fit)
    {
        if (fit && worker.Evaluations < _options.EvaluationsPerWorker)
            _idle.Push(worker);
        else
            await EndAsync(worker);
    }

    private async Task EndAsync(WorkerProcess worker)
    {
        _alive.TryRemove(worker.Id, out _);
        await worker.DisposeAsync();
    }

    private string? TooLong(string script)
        => Encoding.UTF8.GetByteCount(script) is var length && length > _options.MaxScriptBytes
            ? $"The script is {length} bytes long; the limit is {_options.MaxScriptBytes}. Move parts of it into activities of their own."
            : null;
}
