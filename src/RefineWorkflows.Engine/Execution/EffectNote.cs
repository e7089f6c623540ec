using System.Text.Json;

namespace RefineWorkflows.Engine.Execution;

/// <summary>Something a running effect wants on disk: a handle or a checkpoint.</summary>
internal sealed record EffectNote(JsonElement? Handle, JsonElement? Checkpoint);
