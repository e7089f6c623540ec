namespace RefineWorkflows.Engine.Storage;

/// <summary>Names one running host. A restarted process is another node.</summary>
public readonly record struct NodeName(string Value)
{
    public override string ToString() => Value;
}
