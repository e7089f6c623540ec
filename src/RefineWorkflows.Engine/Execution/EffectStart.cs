using System.Text.Json;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What an effect is started with.</summary>
internal sealed record EffectStart(
    InstanceId Instance,
    ExecutionId Execution,
    string Key,
    int Attempt,
    JsonElement? Handle,
    JsonElement? Checkpoint,
    IReadOnlyDictionary<string, object?> Inputs);
