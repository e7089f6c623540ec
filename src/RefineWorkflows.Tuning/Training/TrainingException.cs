namespace RefineWorkflows.Tuning.Training;

/// <summary>A training cannot be asked for, gone on with, or finished.</summary>
public sealed class TrainingException : TuningException
{
    public TrainingException(string message)
        : base(message)
    {
    }

    public TrainingException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
