namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>A variable and the entry that holds its last value.</summary>
internal sealed record VariableTrace(string Name, long Sequence);
