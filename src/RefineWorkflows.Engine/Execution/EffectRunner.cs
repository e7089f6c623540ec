using System.Text.Json;
using System.Threading.Channels;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Engine.Execution;

/// <summary>The external effects of one burst that are running. They never touch the instance: what they have to say arrives here and is taken in by the burst, one at a time.</summary>
internal sealed class EffectRunner(InstanceId instance) : IDisposable
{
    private readonly Channel<EffectEvent> events = Channel.CreateUnbounded<EffectEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<long, RunningEffect> running = [];

    /// <summary>Whether anything runs.</summary>
    public bool Any => running.Count > 0;

    /// <summary>Whether something runs that the instance waits for.</summary>
    public bool AnyInForeground => running.Values.Any(one => !one.InBackground);

    public bool IsRunning(long execution) => running.ContainsKey(execution);

    /// <summary>What an effect is going to be started with.</summary>
    /// <exception cref="ConversionException">An input does not fit its type.</exception>
    public EffectStart Describe(ExecutionState execution, ActivityNode node, IReadOnlyDictionary<string, JsonElement>? inputs) => new(
        instance,
        new(execution.Id),
        $"{instance}:{execution.Id}",
        execution.Attempt,
        execution.Handle,
        execution.Checkpoint,
        Convert(inputs, node));

    /// <summary>Begins an effect whose intent is on disk.</summary>
    public void Start(EffectStart start, ActivityNode node, CancellationToken stopping)
    {
        var activity = (ExternalActivity)node.Activity;
        long execution = start.Execution.Value;
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var context = new EffectContext(start, (note, token) => SaveAsync(execution, note, token), cancellation.Token);
        running[execution] = new RunningEffect(context, cancellation, node.RunAsynchronously, Task.Run(() => RunAsync(execution, activity, context), CancellationToken.None));
    }

    /// <summary>Waits for the next thing that an effect has to say; null when the wait is called off.</summary>
    public async Task<EffectEvent?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await events.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Makes <see cref="NextAsync"/> return although no effect has anything to say.</summary>
    public void Wake() => events.Writer.TryWrite(new EffectEvent(0));

    /// <summary>Forgets an effect that has ended.</summary>
    public void Forget(long execution)
    {
        if (running.Remove(execution, out RunningEffect? effect))
            effect.Cancellation.Dispose();
    }

    /// <summary>Asks one effect to stop; its end still arrives as an event.</summary>
    public void Cancel(long execution)
    {
        if (!running.TryGetValue(execution, out RunningEffect? effect))
            return;
        effect.Context.IsUnwanted = true;
        effect.Cancellation.Cancel();
    }

    /// <summary>Asks all effects to stop and waits until they have.</summary>
    /// <returns>What those that still came to an end have to say; what they wanted to save is refused.</returns>
    public async Task<IReadOnlyList<EffectEvent>> StopAsync()
    {
        foreach (RunningEffect effect in running.Values)
            await effect.Cancellation.CancelAsync();
        await Task.WhenAll(running.Values.Select(one => one.Task));
        events.Writer.TryComplete();
        var ends = new List<EffectEvent>();
        while (events.Reader.TryRead(out EffectEvent? left))
        {
            left.Saved?.TrySetCanceled();
            if (left.Result is not null)
                ends.Add(left);
        }

        return ends;
    }

    public void Dispose()
    {
        foreach (RunningEffect effect in running.Values)
            effect.Cancellation.Dispose();
    }

    private async Task RunAsync(long execution, ExternalActivity activity, EffectContext context)
    {
        EffectEvent end;
        try
        {
            end = new EffectEvent(execution) { Result = await activity.RunAsync(context) };
        }
#pragma warning disable CA1031 // Whatever the effect throws is taken in by the burst, which decides between retry, incident and interruption.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            end = new EffectEvent(execution) { Failure = failure };
        }

        events.Writer.TryWrite(end);
    }

    private async Task SaveAsync(long execution, EffectNote note, CancellationToken cancellationToken)
    {
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!events.Writer.TryWrite(new EffectEvent(execution) { Note = note, Saved = saved }))
            throw new OperationCanceledException("The burst has ended.");
        await saved.Task.WaitAsync(cancellationToken);
    }

    private static Dictionary<string, object?> Convert(IReadOnlyDictionary<string, JsonElement>? inputs, ActivityNode node)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (Input input in node.Inputs)
        {
            if (inputs is not null && inputs.TryGetValue(input.Name, out JsonElement value))
                values[input.Name] = ValueConverter.Convert(value, input.ValueType);
        }

        return values;
    }

    private sealed record RunningEffect(EffectContext Context, CancellationTokenSource Cancellation, bool InBackground, Task Task);
}
