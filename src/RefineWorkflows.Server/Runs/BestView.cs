namespace RefineWorkflows.Server.Runs;

/// <summary>The best picture of a run.</summary>
internal sealed record BestView(int Iteration, double? Score, string File);
