namespace RefineWorkflows.Imaging;

/// <summary>Base of everything the imaging library throws on its own account. The message says what was wrong, where, and what to do.</summary>
public abstract class ImagingException : Exception
{
    protected ImagingException(string message)
        : base(message)
    {
    }

    protected ImagingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
