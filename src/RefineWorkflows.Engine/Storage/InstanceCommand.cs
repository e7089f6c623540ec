namespace RefineWorkflows.Engine.Storage;

/// <summary>What one instance asks of another.</summary>
/// <param name="Instance">Whose inbox it goes to; nothing happens when there is no such instance.</param>
/// <param name="Kind">The command; never <see cref="InboxKind.Stimulus"/>.</param>
public sealed record InstanceCommand(InstanceId Instance, InboxKind Kind);
