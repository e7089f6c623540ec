namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>A run folder, or a file name in one, that cannot be used.</summary>
public sealed class RunFolderException : RefinementException
{
    public RunFolderException(string message)
        : base(message)
    {
    }

    public RunFolderException(string message, Exception inner)
        : base(message, inner)
    {
    }

    internal static RunFolderException Unwritable(string path, Exception problem)
        => new($"'{path}' could not be written, and is as it was. {problem.Message}", problem);
}
