using System.Text.Json;

namespace RefineWorkflows.Engine.Activities;

/// <summary>How a stimulus finds a trigger activity.</summary>
/// <param name="Stimulus">The stimulus name.</param>
/// <param name="Payload">Makes the payload from the evaluated inputs.</param>
public sealed record TriggerPayload(string Stimulus, Func<IReadOnlyDictionary<string, JsonElement>, JsonElement> Payload);
