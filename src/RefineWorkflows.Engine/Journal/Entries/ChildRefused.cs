namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A workflow that the activity started did not come into being, because its activation strategy gives way to an instance that runs. Told after the fact: the activity may be over.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Child">The id that the instance would have had.</param>
/// <param name="DefinitionId">Whose instance it would have been.</param>
/// <param name="Reason">Why it was refused, for people.</param>
public sealed record ChildRefused(ExecutionId Execution, string Child, string DefinitionId, string Reason) : ExecutionEntry(Execution);
