namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>What a script may ask about the workflow instance that it is evaluated for.</summary>
public sealed record JavaScriptInstance(
    string Id,
    string? Name,
    string? CorrelationId,
    string DefinitionId,
    string DefinitionVersionId,
    int DefinitionVersion);
