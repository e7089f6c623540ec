using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Training;

/// <summary>The learning itself, step by step: in this process, or in a program that is watched.</summary>
internal interface ITrainingCourse : IAsyncDisposable
{
    /// <summary>Whether there is nothing more to learn.</summary>
    bool IsDone { get; }

    /// <summary>Steps done, those before a restart included.</summary>
    long Steps { get; }

    /// <summary>Does one step. Short: whoever runs it looks between two steps whether it has to make room.</summary>
    /// <returns>Null when there is nothing new yet.</returns>
    Task<CourseStep?> StepAsync(CancellationToken cancellationToken);

    /// <summary>All that is needed to go on from here; null of a course that keeps that itself.</summary>
    byte[]? Checkpoint();

    /// <summary>Makes room: holds nothing that others need until the next step.</summary>
    Task RestAsync();

    /// <summary>Writes what was learned into an empty folder. Written again, it is the same to the bit.</summary>
    /// <exception cref="TuningException">There is nothing that could serve; says why.</exception>
    Task<CourseOutcome> FinishAsync(string folder, AdapterLabel label, CancellationToken cancellationToken);
}
