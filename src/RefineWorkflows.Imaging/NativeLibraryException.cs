namespace RefineWorkflows.Imaging;

/// <summary>libvips or the shipped fonts are missing, do not load, or failed in a call that cannot fail on good input. No picture can be processed until that is mended.</summary>
public sealed class NativeLibraryException : ImagingException
{
    public NativeLibraryException(string message)
        : base(message)
    {
    }

    public NativeLibraryException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
