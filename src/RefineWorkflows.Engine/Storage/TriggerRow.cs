namespace RefineWorkflows.Engine.Storage;

/// <summary>What may start an instance of a published definition.</summary>
/// <param name="DefinitionId">The definition that is started.</param>
/// <param name="VersionId">Its published version.</param>
/// <param name="ActivityId">The activity that the instance starts at.</param>
/// <param name="Kind">The stimulus name.</param>
/// <param name="Hash">Hash of the payload.</param>
/// <param name="Payload">The payload itself as UTF-8 JSON.</param>
public sealed record TriggerRow(string DefinitionId, string VersionId, string ActivityId, string Kind, string Hash, ReadOnlyMemory<byte> Payload);
