using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Starting;

/// <summary>What came of a start.</summary>
/// <param name="Run">The run that belongs to the key.</param>
/// <param name="IsNew">Whether it was this request that the key was first used by.</param>
/// <param name="SameBody">False when the key was first used with something else; nothing was started then.</param>
internal sealed record StartOutcome(InstanceId Run, bool IsNew, bool SameBody);
