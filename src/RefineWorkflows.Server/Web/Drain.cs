namespace RefineWorkflows.Server.Web;

/// <summary>Whether the server has been asked to stop.</summary>
internal sealed class Drain
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    public void Begin() => hasBegun = true;
}
