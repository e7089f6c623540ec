namespace RefineWorkflows.Imaging;

/// <summary>Bytes that are not a picture this library reads, or that are damaged or cut short. Trying again does not help.</summary>
public sealed class InvalidImageException : ImagingException
{
    /// <summary>Says what is wrong with the picture.</summary>
    public InvalidImageException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the picture, and what the decoder said.</summary>
    public InvalidImageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
