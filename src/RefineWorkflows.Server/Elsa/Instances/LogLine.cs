namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>One line of the journal that people read.</summary>
/// <param name="Sequence">The entry it comes from.</param>
/// <param name="At">When it happened.</param>
/// <param name="Execution">The visit it is about.</param>
/// <param name="Event">Elsa's word for what happened.</param>
/// <param name="Payload">What there is to say about it, or null. Values are small.</param>
internal readonly record struct LogLine(long Sequence, DateTimeOffset At, ExecutionTrace Execution, string Event, IReadOnlyDictionary<string, object?>? Payload);
