namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>A condition on one of an instance's moments, as Studio's filter box writes it.</summary>
/// <param name="Column"><c>CreatedAt</c>, <c>UpdatedAt</c> or <c>FinishedAt</c>, in any case.</param>
/// <param name="Operator">How the moment compares.</param>
/// <param name="Timestamp">To what.</param>
internal sealed record TimestampFilter(string? Column, TimestampFilterOperator Operator, DateTimeOffset Timestamp);
