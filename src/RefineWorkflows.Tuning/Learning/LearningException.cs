namespace RefineWorkflows.Tuning.Learning;

/// <summary>Data, settings, a checkpoint or a model that nothing can be learned from or predicted with; the message says why and what to do.</summary>
public sealed class LearningException : TuningException
{
    public LearningException(string message)
        : base(message)
    {
    }

    public LearningException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
