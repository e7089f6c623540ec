namespace RefineWorkflows.Engine;

/// <summary>Names one durable execution of a workflow. Unique for ever; safe in URLs and file names.</summary>
public readonly record struct InstanceId(string Value)
{
    public override string ToString() => Value;
}
