namespace RefineWorkflows.Engine.Storage;

/// <summary>What a list of definitions is ordered by; the version id decides between equals.</summary>
public enum DefinitionOrder
{
    Name,
    Created,
    Version,
}
