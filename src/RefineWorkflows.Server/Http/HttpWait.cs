namespace RefineWorkflows.Server.Http;

/// <summary>An endpoint in the middle of a workflow, where an instance waits.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Execution">The execution that waits.</param>
/// <param name="Route">What it is asked for by.</param>
internal sealed record HttpWait(string Instance, long Execution, HttpRoute Route)
{
    /// <summary>Records of these; each is committed with its bookmark and worth nothing without it.</summary>
    public const string Collection = "http-waits";

    public string Key => $"{Instance}/{Execution}";
}
