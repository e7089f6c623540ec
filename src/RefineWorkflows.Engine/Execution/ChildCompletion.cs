using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Execution;

/// <summary>A child that a container scheduled has completed.</summary>
/// <param name="Child">Which node.</param>
/// <param name="Outcomes">What it chose; null when it named nothing, which stands for Done and for connections without a port.</param>
/// <param name="Tag">What the container attached when it scheduled the child.</param>
public sealed record ChildCompletion(ActivityNode Child, IReadOnlyList<string>? Outcomes, string? Tag);
