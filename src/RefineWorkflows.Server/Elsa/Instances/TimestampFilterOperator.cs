namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>The names stand on the wire.</summary>
internal enum TimestampFilterOperator
{
    Is,
    IsNot,
    LessThan,
    GreaterThan,
    LessThanOrEqual,
    GreaterThanOrEqual,
}
