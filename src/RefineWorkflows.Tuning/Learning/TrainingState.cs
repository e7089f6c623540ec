using RefineWorkflows.Tuning.Learning.Networks;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>Everything of a training that changes with a step. Luck is drawn by place, so that these numbers are the whole of it.</summary>
internal sealed class TrainingState(int length, int pairs, int stages)
{
    public int Stage { get; set; }

    public int Epoch { get; set; }

    /// <summary>Minibatches done in the epoch.</summary>
    public int Batch { get; set; }

    public long Step { get; set; }

    public double BestLoss { get; set; }

    public int BestEpoch { get; set; }

    /// <summary>Evaluations since the best.</summary>
    public int Stale { get; set; }

    /// <summary>Evaluations in a row whose loss was far above the best.</summary>
    public int Spikes { get; set; }

    /// <summary>Whether one of the stages ended by such spikes: the adapter learned its pairs by heart.</summary>
    public bool Overfitted { get; set; }

    /// <summary>For each stage that has chosen one its best epoch.</summary>
    public double[] BestEpochs { get; } = new double[stages];

    /// <summary>Most epochs that any stage ran.</summary>
    public int EpochsRun { get; set; }

    public double[] Adapter { get; } = new double[length];

    public double[] Best { get; } = new double[length];

    public AdamW Optimiser { get; } = new(length);

    /// <summary>For each pair f of A and of B by an adapter that had not seen it; not a number until then.</summary>
    public double[] Held { get; } = [.. Enumerable.Repeat(double.NaN, 2 * pairs)];
}
