namespace RefineWorkflows.Refinement.Generation.Painting;

/// <summary>A picture cannot be painted as it was asked for. The message names the parameter and what is allowed.</summary>
public sealed class PaintingException : RefinementException
{
    public PaintingException(string message)
        : base(message)
    {
    }

    public PaintingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
