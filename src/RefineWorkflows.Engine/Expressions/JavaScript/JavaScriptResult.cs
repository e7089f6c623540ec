using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>What a script answered and wants changed. Nothing has been changed yet: that is the caller's act.</summary>
/// <param name="Value">
/// The value as JSON; undefined is null. Dates are ISO texts, maps objects, sets arrays, byte arrays base64. NaN and the
/// infinities are refused, since a null in place of a score would be believed.
/// </param>
/// <param name="Writes">Variables with a changed value, and names that did not exist.</param>
/// <param name="Outcomes">From setOutcome and setOutcomes; empty when the script chose none.</param>
/// <param name="InstanceName">From setWorkflowInstanceName; null when it was not called, "" when it was called with nothing.</param>
/// <param name="CorrelationId">From setCorrelationId, in the same way.</param>
public sealed record JavaScriptResult(
    JsonElement Value,
    IReadOnlyList<VariableWrite> Writes,
    IReadOnlyList<string> Outcomes,
    string? InstanceName,
    string? CorrelationId);
