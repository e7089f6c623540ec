namespace RefineWorkflows.Tuning.Training;

/// <summary>One training while it is being done.</summary>
internal sealed class Journey(Training row, ITrainingCourse course, TrainingFolder files, EpochBook epochs, long savedAt, long savedStep)
{
    public string Id => Row.Id;

    public ITrainingCourse Course { get; } = course;

    public TrainingFolder Files { get; } = files;

    public EpochBook Epochs { get; } = epochs;

    /// <summary>The row as it was written last.</summary>
    public Training Row { get; private set; } = row;

    /// <summary>When there was a checkpoint last.</summary>
    public long SavedAt { get; private set; } = savedAt;

    /// <summary>The step that it was written after.</summary>
    public long SavedStep { get; private set; } = savedStep;

    /// <summary>The latest step's; null before the first in this process.</summary>
    public TrainingFigures? Figures { get; private set; }

    public void Note(CourseStep step)
    {
        Figures = step.Figures;
        Epochs.Note(step.Figures);
    }

    public void Saved(Training training, long at)
    {
        Row = training;
        SavedAt = at;
        SavedStep = Course.Steps;
        Epochs.Written();
    }
}
