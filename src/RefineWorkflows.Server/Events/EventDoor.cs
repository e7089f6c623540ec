using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Events;

/// <summary>Events from outside: workflows that wait for one by <c>Event</c> go on, workflows that begin with it start.</summary>
internal sealed partial class EventDoor(Workbench workbench)
{
    /// <summary>The stimulus that <c>Event</c> activities wait for.</summary>
    private const string Stimulus = "Elsa.Event";

    /// <summary>How long one that is for a single instance is kept for it, should it be about to wait.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>What waits is found by the hash of this text.</summary>
    private static readonly JsonSerializerOptions AsTheEngineWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ILogger log = workbench.Logging.CreateLogger<EventDoor>();

    /// <param name="name">Name of the event.</param>
    /// <param name="payload">What comes with it.</param>
    /// <param name="correlationId">Only instances of this concern; null for all.</param>
    /// <param name="key">A second event under the same key does nothing; null draws one.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    public async Task<DeliveryReceipt> PublishAsync(string name, JsonElement payload, string? correlationId, string? key, CancellationToken cancellationToken)
        => Tell(name, await workbench.Client.PublishEventAsync(name, payload, correlationId, Key(key), cancellationToken));

    /// <summary>Only one instance hears it; nothing starts.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    public async Task<DeliveryReceipt> PublishToAsync(InstanceId instance, string name, JsonElement payload, string? correlationId, string? key, CancellationToken cancellationToken)
    {
        string hash = StimulusHash.Compute(Stimulus, JsonSerializer.SerializeToElement(new { EventName = name }, AsTheEngineWrites));
        byte[] input = payload.ValueKind == JsonValueKind.Undefined ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(payload);
        return Tell(name, await workbench.Store.DeliverAsync(new Stimulus(Stimulus, hash, Key(key), input, correlationId, instance, KeptFor), cancellationToken));
    }

    private static string Key(string? key) => $"event:{key ?? Guid.NewGuid().ToString("n")}";

    private DeliveryReceipt Tell(string name, DeliveryReceipt receipt)
    {
        if (receipt.Duplicate)
            LogRepeated(name);
        else
            LogPublished(name, receipt.Resumed.Count);
        return receipt;
    }

    [LoggerMessage(EventId = 501, EventName = "EventPublished", Level = LogLevel.Information, Message = "Event {Name} has reached {Count} waiting runs.")]
    private partial void LogPublished(string name, int count);

    [LoggerMessage(EventId = 502, EventName = "EventRepeated", Level = LogLevel.Information, Message = "Event {Name} has come before under its key; nothing was done.")]
    private partial void LogRepeated(string name);
}
