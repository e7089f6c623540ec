namespace RefineWorkflows.Engine.Hosting;

/// <summary>No definition has this id, or none of its versions is published.</summary>
public sealed class DefinitionMissingException(string id)
    : WorkflowException($"There is no published workflow definition '{id}'. List the known ones, or import it first.")
{
    public string Id { get; } = id;
}
