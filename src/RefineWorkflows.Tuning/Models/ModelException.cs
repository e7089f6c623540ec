namespace RefineWorkflows.Tuning.Models;

/// <summary>A version is not there, or must not be used.</summary>
public sealed class ModelException : TuningException
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
