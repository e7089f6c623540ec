using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>A back end did not do what it was asked. The message names it, says why and what to do, and holds no secret.</summary>
public sealed class BackEndException : RefinementException
{
    /// <param name="backEnd">The name it has in the settings.</param>
    /// <param name="failure">What kind of failure it is.</param>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="inner">What it was seen by, or null.</param>
    public BackEndException(string backEnd, BackEndFailure failure, string message, Exception? inner = null)
        : base($"{backEnd}: {message}", inner)
    {
        BackEnd = backEnd;
        Failure = failure;
    }

    public string BackEnd { get; }

    public BackEndFailure Failure { get; }

    /// <summary>How long it wants to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A clip that came although no picture could be made of it; it is kept.</summary>
    public GeneratedClip? Clip { get; init; }

    /// <summary>Whether the same request may go well a little later.</summary>
    public bool IsTransient => Failure is BackEndFailure.RateLimited or BackEndFailure.Overloaded or BackEndFailure.Timeout or BackEndFailure.Transport or BackEndFailure.OutOfMemory;
}
