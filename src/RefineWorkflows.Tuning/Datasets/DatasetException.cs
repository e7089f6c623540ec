namespace RefineWorkflows.Tuning.Datasets;

/// <summary>A data set that cannot be written or read. Nothing was learned from it.</summary>
public sealed class DatasetException : TuningException
{
    public DatasetException(string message)
        : base(message)
    {
    }

    public DatasetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
