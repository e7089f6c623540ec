namespace RefineWorkflows.Imaging;

/// <summary>libvips could not be loaded, lacks its fonts, or refused an operation that should work.</summary>
public sealed class NativeLibraryException : ImagingException
{
    /// <summary>Says what failed and what to do about it.</summary>
    public NativeLibraryException(string message)
        : base(message)
    {
    }

    /// <summary>Says what failed and what to do about it, and what the loader said.</summary>
    public NativeLibraryException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
