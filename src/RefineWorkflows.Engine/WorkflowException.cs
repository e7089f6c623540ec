namespace RefineWorkflows.Engine;

/// <summary>Base of everything the engine throws. The message says what was wrong, where, and what to do.</summary>
public abstract class WorkflowException : Exception
{
    protected WorkflowException(string message)
        : base(message)
    {
    }

    protected WorkflowException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
