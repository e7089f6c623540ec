using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Tuning.Training;

/// <summary>The losses of a training, epoch by epoch. What was noted after the checkpoint that is gone on from is noted again.</summary>
internal sealed class EpochBook
{
    private readonly List<double> losses = [];
    private readonly List<TrainingEpoch> unwritten = [];
    private int stage;
    private int epoch;
    private long firstStep;
    private TrainingFigures? figures;

    /// <param name="written">What is on disk.</param>
    /// <param name="steps">Steps that the course has done.</param>
    public EpochBook(IReadOnlyList<TrainingEpoch> written, long steps)
    {
        if (written.LastOrDefault(one => one.FirstStep <= steps) is not { } last)
            return;
        (stage, epoch) = (last.Stage, last.Epoch);
        firstStep = last.FirstStep;
        losses.AddRange(last.Losses.Take((int)Math.Min(last.Losses.Count, steps - last.FirstStep + 1)));
    }

    public void Note(TrainingFigures step)
    {
        if ((step.Stage, step.Epoch) != (stage, epoch))
        {
            Close();
            (stage, epoch) = (step.Stage, step.Epoch);
            firstStep = step.Step;
            losses.Clear();
        }

        losses.Add(step.Loss ?? double.NaN);
        figures = step;
    }

    /// <summary>What is to be written now.</summary>
    public IReadOnlyList<DomainRecord> Rows(string id)
    {
        Close();
        return [.. unwritten.Select(one => TrainingRecords.Row(id, one))];
    }

    /// <summary>What was to be written is.</summary>
    public void Written() => unwritten.Clear();

    private void Close()
    {
        if (figures is null)
            return;
        unwritten.RemoveAll(one => one.Stage == stage && one.Epoch == epoch);
        unwritten.Add(new TrainingEpoch(stage, epoch, firstStep, [.. losses], figures));
    }
}
