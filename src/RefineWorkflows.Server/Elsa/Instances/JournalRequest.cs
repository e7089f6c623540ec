namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>What Studio asks a journal.</summary>
internal sealed record JournalRequest(JournalFilter? Filter);
