namespace RefineWorkflows.Tuning;

/// <summary>Base of everything the tuner throws. The message says what was wrong, where, and what to do.</summary>
public abstract class TuningException : Exception
{
    protected TuningException(string message)
        : base(message)
    {
    }

    protected TuningException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
