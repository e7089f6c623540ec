namespace RefineWorkflows.Refinement;

/// <summary>Base of everything the refinement domain throws. The message says what was wrong, where, and what to do.</summary>
public abstract class RefinementException : Exception
{
    protected RefinementException(string message)
        : base(message)
    {
    }

    protected RefinementException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
