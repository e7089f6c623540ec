namespace RefineWorkflows.Imaging;

/// <summary>A picture beyond a limit on bytes, pixels or frames. Thrown before any pixel is decoded.</summary>
public sealed class ImageTooLargeException : ImagingException
{
    /// <summary>Says which limit was passed, and by what.</summary>
    public ImageTooLargeException(string message)
        : base(message)
    {
    }
}
