namespace RefineWorkflows.Engine.Storage;

/// <summary>The store could not be opened, read or written for a reason other than room: damaged, of a newer version, held by somebody, or not permitted.</summary>
public sealed class StoreUnusableException : WorkflowException
{
    public StoreUnusableException(string location, string problem)
        : base($"The store '{location}' cannot be used: {problem}") => Location = location;

    public StoreUnusableException(string location, string problem, Exception inner)
        : base($"The store '{location}' cannot be used: {problem}", inner) => Location = location;

    public string Location { get; }
}
