namespace RefineWorkflows.Engine;

/// <summary>Numbers one visit to one activity, within its instance, in the order in which the visits were scheduled. The workflow itself is 1.</summary>
public readonly record struct ExecutionId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
