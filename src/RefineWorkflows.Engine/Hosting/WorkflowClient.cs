using System.Security.Cryptography;
using System.Text.Json;
using RefineWorkflows.Engine.Activities.Waiting;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>
/// What the outside can ask of workflows. Every request is a durable write: when its task ends, some node will do it,
/// even if this process dies in the next instant.
/// </summary>
public sealed class WorkflowClient(IInstanceStore store, IDefinitionStore definitions, TimeProvider time)
{
    private readonly StimulusRouter router = new(definitions, time);

    /// <summary>Accepts a new instance of the published version of a definition.</summary>
    /// <inheritdoc cref="StartAsync(StartRequest, CancellationToken)"/>
    public Task<InstanceId> StartAsync(
        string definitionId,
        IReadOnlyDictionary<string, JsonElement> input,
        InstanceId? id,
        string? correlationId,
        string? name,
        CancellationToken cancellationToken)
        => StartAsync(new StartRequest { DefinitionId = definitionId, Input = input, Id = id, CorrelationId = correlationId, Name = name }, cancellationToken);

    /// <summary>Accepts a new instance.</summary>
    /// <param name="request">What is to be started, and how.</param>
    /// <param name="cancellationToken">Gives up before the write; after it the instance exists.</param>
    /// <exception cref="DefinitionMissingException">There is no such version, or none is published.</exception>
    /// <exception cref="ActivityMissingException">The version has no such activity to start at.</exception>
    /// <exception cref="ActivationRefusedException">Another instance runs that this one gives way to; nothing was written.</exception>
    public async Task<InstanceId> StartAsync(StartRequest request, CancellationToken cancellationToken)
    {
        NewInstance instance = await PrepareAsync(request, cancellationToken);
        await store.CreateAsync(instance, null, TimeSpan.Zero, cancellationToken);
        return instance.Header.Id;
    }

    /// <summary>Accepts a new instance of one version of a definition, also of a draft.</summary>
    public async Task<InstanceId> StartVersionAsync(
        StoredDefinition version,
        IReadOnlyDictionary<string, JsonElement> input,
        InstanceId? id,
        string? correlationId,
        string? name,
        CancellationToken cancellationToken)
    {
        NewInstance instance = router.NewInstanceFrom(version, id ?? NewId(), input, name, correlationId, null, null);
        await store.CreateAsync(instance, null, TimeSpan.Zero, cancellationToken);
        return instance.Header.Id;
    }

    /// <summary>A random id for a new instance: 16 hexadecimal digits.</summary>
    public static InstanceId NewId() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    /// <summary>Publishes an event: what waits for it goes on, what it triggers starts.</summary>
    /// <param name="eventName">Name of the event.</param>
    /// <param name="payload">What comes with it.</param>
    /// <param name="correlationId">Only instances with this correlation id; null for all.</param>
    /// <param name="idempotencyKey">A second event with the same key does nothing.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    public async Task<DeliveryReceipt> PublishEventAsync(string eventName, JsonElement payload, string? correlationId, string idempotencyKey, CancellationToken cancellationToken)
    {
        Stimulus stimulus = StimulusRouter.Stimulus(Event.Stimulus, Event.Payload(eventName), payload, correlationId, null, idempotencyKey) with { IsNews = true };
        // Starts come first and have ids of their own from the key: whoever repeats a request that died half-way repeats nothing.
        IReadOnlyList<NewInstance> starts = await router.StartedByAsync(stimulus, payload, null, null, cancellationToken);
        foreach (NewInstance started in starts)
            await TryCreateAsync(started, cancellationToken);
        return await store.DeliverAsync(stimulus with { Starts = [.. starts.Select(one => one.Header.Id)] }, cancellationToken);
    }

    /// <summary>Reports a task done. Reported twice it counts once; reported before the instance waits for it, it is kept.</summary>
    public Task<DeliveryReceipt> CompleteTaskAsync(string taskId, JsonElement result, CancellationToken cancellationToken)
        => store.DeliverAsync(StimulusRouter.Stimulus(RunTask.Stimulus, RunTask.WaitingFor(taskId), result, null, null, $"task:{taskId}"), cancellationToken);

    /// <summary>Ends an instance bottom-up. A finished one stays as it is.</summary>
    /// <exception cref="InstanceMissingException">There is no such instance.</exception>
    public Task CancelAsync(InstanceId instance, CancellationToken cancellationToken) => SendAsync(instance, InboxKind.Cancel, null, cancellationToken);

    /// <summary>Lets the step in flight end, and then waits for <see cref="ResumeAsync"/>.</summary>
    /// <exception cref="InstanceMissingException">There is no such instance.</exception>
    public Task PauseAsync(InstanceId instance, CancellationToken cancellationToken) => SendAsync(instance, InboxKind.Pause, null, cancellationToken);

    /// <summary>Undoes a pause.</summary>
    /// <exception cref="InstanceMissingException">There is no such instance.</exception>
    public Task ResumeAsync(InstanceId instance, CancellationToken cancellationToken) => SendAsync(instance, InboxKind.Resume, null, cancellationToken);

    /// <summary>Runs faulted activities again. What has completed is not repeated; an instance that had ended as Faulted is reopened.</summary>
    /// <param name="instance">Which instance.</param>
    /// <param name="execution">Which activity execution; null for all that are faulted.</param>
    /// <param name="inputs">Inputs that replace the recorded ones, by name; null keeps them.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <exception cref="InstanceMissingException">There is no such instance.</exception>
    public Task RetryAsync(InstanceId instance, ExecutionId? execution, IReadOnlyDictionary<string, JsonElement>? inputs, CancellationToken cancellationToken)
        => SendAsync(instance, InboxKind.Retry, new RetryCommand(execution?.Value, inputs), cancellationToken);

    /// <summary>What an instance is, folded from its journal.</summary>
    /// <exception cref="InstanceMissingException">There is no such instance.</exception>
    public async Task<InstanceState> ReadStateAsync(InstanceId instance, CancellationToken cancellationToken)
        => InstanceLoader.Fold(await store.LoadAsync(instance, cancellationToken) ?? throw new InstanceMissingException(instance)).State;

    /// <summary>What happened to an instance, in order.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(InstanceId instance, long after, int limit, CancellationToken cancellationToken)
        => [.. (await store.ReadEntriesAsync(instance, after, limit, cancellationToken)).Select(JournalCodec.Decode)];

    /// <summary>Prepares an instance without storing it, for a host that creates and runs it in one go.</summary>
    internal async Task<NewInstance> PrepareAsync(StartRequest request, CancellationToken cancellationToken)
    {
        StoredDefinition? version = request.VersionId is { } versionId
            ? await definitions.FindVersionAsync(versionId, cancellationToken)
            : await definitions.FindPublishedAsync(request.DefinitionId, cancellationToken);
        if (version is null || version.DefinitionId != request.DefinitionId)
            throw new DefinitionMissingException(request.VersionId ?? request.DefinitionId);
        if (request.TriggerActivityId is { } activity && !DefinitionReader.HasActivity(version.Json, activity))
            throw new ActivityMissingException(version.Name, activity);
        return router.NewInstanceFrom(version, request.Id ?? NewId(), request.Input, request.Name, request.CorrelationId, request.Parent, request.TriggerActivityId);
    }

    /// <summary>Starts what an event triggers, unless its activation strategy gives way: an event asks, it does not insist.</summary>
    private async Task TryCreateAsync(NewInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            await store.CreateAsync(instance, null, TimeSpan.Zero, cancellationToken);
        }
        catch (ActivationRefusedException)
        {
            // What runs already hears the event itself, where it waits for it.
        }
    }

    private async Task SendAsync(InstanceId instance, InboxKind command, RetryCommand? argument, CancellationToken cancellationToken)
    {
        byte[] payload = argument is null ? [] : JsonSerializer.SerializeToUtf8Bytes(argument, EngineJson.Options);
        if (!await store.SendAsync(instance, command, payload, cancellationToken))
            throw new InstanceMissingException(instance);
    }
}
