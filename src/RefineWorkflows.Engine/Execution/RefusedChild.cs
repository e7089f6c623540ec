namespace RefineWorkflows.Engine.Execution;

/// <summary>What an instance hears of a child that was refused.</summary>
/// <param name="Execution">The visit that started it.</param>
/// <param name="Child">The id that it would have had.</param>
/// <param name="DefinitionId">Whose instance it would have been.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record RefusedChild(long Execution, string Child, string DefinitionId, string Reason);
