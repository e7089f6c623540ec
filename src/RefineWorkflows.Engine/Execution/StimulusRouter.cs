using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>Finds what a stimulus starts. What it resumes is the store's to find, in the transaction that delivers it.</summary>
internal sealed class StimulusRouter(IDefinitionStore definitions, TimeProvider time)
{
    /// <summary>How long a stimulus waits for a bookmark that is about to be committed.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    public static Stimulus Stimulus(string name, JsonElement payload, JsonElement input, string? correlationId, InstanceId? instance, string idempotencyKey) => new(
        name,
        StimulusHash.Compute(name, payload),
        idempotencyKey,
        JsonSerializer.SerializeToUtf8Bytes(input.IsNull() ? EngineJson.Null : input, EngineJson.Options),
        string.IsNullOrWhiteSpace(correlationId) ? null : correlationId,
        instance,
        KeepFor);

    /// <summary>New instances for every published trigger that the stimulus matches. Their ids derive from its key, so that delivering it twice starts nothing twice.</summary>
    public async Task<IReadOnlyList<NewInstance>> StartedByAsync(Stimulus stimulus, JsonElement input, InstanceId? parent, long? parentExecution, CancellationToken cancellationToken)
    {
        IReadOnlyList<TriggerRow> triggers = await definitions.FindTriggersAsync(stimulus.Kind, stimulus.Hash, cancellationToken);
        var started = new List<NewInstance>(triggers.Count);
        foreach (TriggerRow trigger in triggers)
        {
            if (await definitions.FindVersionAsync(trigger.VersionId, cancellationToken) is { } version)
                started.Add(NewInstanceFrom(version, Derive($"{stimulus.IdempotencyKey}|{trigger.DefinitionId}|{trigger.ActivityId}"), Input(input), null, stimulus.CorrelationId, parent, trigger.ActivityId, parentExecution));
        }

        return started;
    }

    /// <summary>A child of a running instance, on the published version of its definition.</summary>
    /// <exception cref="DefinitionMissingException">None is published.</exception>
    public async Task<NewInstance> ChildAsync(
        string definitionId,
        InstanceId id,
        IReadOnlyDictionary<string, JsonElement> input,
        string? correlationId,
        InstanceId parent,
        long parentExecution,
        DateTimeOffset? since,
        CancellationToken cancellationToken)
    {
        StoredDefinition version = await definitions.FindPublishedAsync(definitionId, cancellationToken) ?? throw new DefinitionMissingException(definitionId);
        return NewInstanceFrom(version, id, input, null, correlationId, parent, null, parentExecution, since);
    }

    public NewInstance NewInstanceFrom(
        StoredDefinition version,
        InstanceId id,
        IReadOnlyDictionary<string, JsonElement> input,
        string? name,
        string? correlationId,
        InstanceId? parent,
        string? triggerActivity,
        long? parentExecution = null,
        DateTimeOffset? since = null)
    {
        DateTimeOffset now = time.GetUtcNow();
        var created = new InstanceCreated(version.DefinitionId, version.VersionId, version.Version, input, name, correlationId, parent?.Value, triggerActivity) { Sequence = 1, At = now, ParentExecution = parentExecution, Since = since };
        var header = new InstanceHeader(
            id, version.DefinitionId, version.VersionId, version.Version, name, correlationId, parent,
            InstanceStatus.Running, InstanceSubStatus.Pending, false, 0, now, now, null);
        return new NewInstance(header, [JournalCodec.Encode(created)], now) { Activation = DefinitionReader.ReadOptions(version.Json).Activation };
    }

    private static Dictionary<string, JsonElement> Input(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.Object => input.EnumerateObject().ToDictionary(one => one.Name, one => one.Value),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => new() { ["Input"] = input },
    };

    /// <summary>An id that is the same for the same origin, and shared with nothing else.</summary>
    public static InstanceId Derive(string origin) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..16]);
}
