using System.Text.Json;
using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What an external effect may know and say while it runs. Safe to use from any thread.</summary>
public sealed class EffectContext
{
    private readonly IReadOnlyDictionary<string, object?> inputs;
    private readonly Func<EffectNote, CancellationToken, Task> save;

    internal EffectContext(EffectStart start, Func<EffectNote, CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        Instance = start.Instance;
        Execution = start.Execution;
        IdempotencyKey = start.Key;
        Attempt = start.Attempt;
        Handle = start.Handle;
        Checkpoint = start.Checkpoint;
        inputs = start.Inputs;
        this.save = save;
        CancellationToken = cancellationToken;
    }

    /// <summary>For an effect that may know its answer without a back end: there is nothing to save yet.</summary>
    internal static EffectContext WithoutBackEnd(EffectStart start, CancellationToken cancellationToken)
        => new(start, (_, _) => throw new InvalidOperationException("Handles and checkpoints are saved while the effect runs."), cancellationToken);

    public InstanceId Instance { get; }

    public ExecutionId Execution { get; }

    /// <summary>The name under which doing twice counts once. The same for every attempt and every process.</summary>
    public string IdempotencyKey { get; }

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; }

    /// <summary>What the back end knows the work by, when an earlier process had handed it over; null otherwise.</summary>
    public JsonElement? Handle { get; }

    /// <summary>The last checkpoint that was saved; null when there is none.</summary>
    public JsonElement? Checkpoint { get; }

    /// <summary>Signalled when the instance is cancelled or its host stops. Let <see cref="OperationCanceledException"/> out: it leaves a resumable instance, never an incident.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// Once <see cref="CancellationToken"/> is signalled: whether the work itself was cancelled. When it was not, this node only
    /// stops, and whoever does the work may go on with it: with a handle it is asked about it later.
    /// </summary>
    public bool IsUnwanted { get; internal set; }

    /// <summary>The value an input was evaluated to before the effect began.</summary>
    public T Get<T>(Input<T> input) => inputs.TryGetValue(input.Name, out object? value) ? (T)value! : input.Default;

    /// <summary>Puts the back end's handle on disk. Call it as soon as there is one; when the task ends it is durable.</summary>
    public Task SaveHandleAsync<T>(T handle) => save(new EffectNote(EngineJson.ToElement(handle), null), CancellationToken);

    /// <summary>Puts progress on disk, so that a crash costs only what follows.</summary>
    public Task SaveCheckpointAsync<T>(T checkpoint) => save(new EffectNote(null, EngineJson.ToElement(checkpoint)), CancellationToken);
}
