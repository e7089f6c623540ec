namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>A variable and the entry that holds its last value.</summary>
/// <param name="Scope">The activity that it belongs to.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sequence">The entry.</param>
internal sealed record VariableTrace(string Scope, string Id, string Name, long Sequence);
