namespace RefineWorkflows.Imaging;

/// <summary>The bytes are not a picture that can be read: another kind of file, cut off, or damaged. Sending the same bytes again does not help.</summary>
public sealed class InvalidImageException : ImagingException
{
    public InvalidImageException(string message)
        : base(message)
    {
    }

    public InvalidImageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
