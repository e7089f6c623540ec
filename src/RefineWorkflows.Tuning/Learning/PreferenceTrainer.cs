using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning.Data;
using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Learning.Networks;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>
/// Trains a low-rank adapter on preference pairs against its frozen reference (DPO), one minibatch a step. Everything that
/// changes is in its checkpoint, and all luck is drawn by place: a training that was interrupted anywhere and resumed ends
/// with the same bytes as one that was not. One thread at a time.
/// </summary>
public sealed class PreferenceTrainer
{
    private const int ShownOfTraining = 1000;
    private const double Spike = 1.25;

    private readonly TrainingSet _set;
    private readonly string _hash;
    private readonly TrainingSettings _settings;
    private readonly PairHygiene _hygiene;
    private readonly StartingPoint _start;
    private readonly AdapterShape _shape;
    private readonly AdapterPass _passA, _passB;
    private readonly PairLoss _loss;
    private readonly LearningPair[] _pairs;
    private readonly TrainingPlan _plan;
    private readonly TrainingState _state;
    private readonly double[] _gradient;
    private readonly SparsePenalty _penalty;
    private int[] _order = [];
    private (int Stage, int Epoch) _orderOf = (-1, -1);

    private PreferenceTrainer(TrainingSet set, TrainingSettings settings)
    {
        if (settings.Problems() is { Count: > 0 } problems)
            throw new LearningException($"These settings train nothing: {string.Join(" ", problems)}");
        (_set, _settings, _hash) = (set, settings, set.Sha256);
        _hygiene = PairHygiene.Of(set);
        if (Insufficient(_hygiene, settings) is { } why)
            throw new LearningException(why);
        IReadOnlyList<TrainingPair> pairs = settings.TieModel == TieModel.Drop ? [.. _hygiene.Pairs.Where(pair => pair.Outcome != PairOutcome.Tie)] : _hygiene.Pairs;
        _start = StartingPoint.Of(settings, set.Features, pairs);
        _shape = new AdapterShape(_start.Frozen.Features, _start.Frozen.Hidden, settings.Rank);
        _passA = new AdapterPass(_start.Frozen, _shape, settings.Alpha, settings.Readout);
        _passB = new AdapterPass(_start.Frozen, _shape, settings.Alpha, settings.Readout);
        _loss = new PairLoss(settings.Loss, settings.TieModel, settings.Beta, settings.Epsilon);
        _pairs = Weigh(pairs);
        _plan = TrainingPlan.Of(pairs, settings);
        _gradient = new double[_shape.Length];
        _penalty = new SparsePenalty(_shape, settings);
        _state = new TrainingState(_shape.Length, _pairs.Length, _plan.Parts.Count);
    }

    /// <summary>Minibatches done in all.</summary>
    public long StepsDone => _state.Step;

    /// <summary>Whether there is no step left.</summary>
    public bool IsDone => _state.Stage >= _plan.Parts.Count;

    /// <summary>Where the training stands, after the last step of this process.</summary>
    public TrainingProgress Progress { get; private set; } = new(1, 1, 0, 0, null, null, null, []);

    /// <summary>Begins at the reference.</summary>
    /// <exception cref="LearningException">The settings contradict each other, the set is too small (see <see cref="Insufficient(TrainingSet, TrainingSettings)"/>), or a pair is damaged.</exception>
    public static PreferenceTrainer Begin(TrainingSet set, TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(settings);
        var trainer = new PreferenceTrainer(set, settings);
        trainer.BeginStage();
        trainer.Report(null);
        return trainer;
    }

    /// <summary>Continues where a checkpoint was taken.</summary>
    /// <exception cref="LearningException">As <see cref="Begin"/>; or the checkpoint is damaged, or of another set or other settings.</exception>
    public static PreferenceTrainer Resume(TrainingSet set, TrainingSettings settings, ReadOnlyMemory<byte> checkpoint)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(settings);
        var trainer = new PreferenceTrainer(set, settings);
        TrainingCheckpoint.Read(checkpoint, trainer._state, trainer._hash, settings);
        trainer.Report(null);
        return trainer;
    }

    /// <summary>Why nothing can be learned from a set yet, in a sentence with numbers; null when it can.</summary>
    public static string? Insufficient(TrainingSet set, TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Insufficient(PairHygiene.Of(set), settings);
    }

    /// <summary>Trains on one minibatch; at an epoch's end also evaluates.</summary>
    /// <returns>The minibatch as it was before the step.</returns>
    /// <exception cref="InvalidOperationException">The training is done.</exception>
    /// <exception cref="OperationCanceledException">Nothing was done.</exception>
    public TrainingMetrics Step(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsDone)
            throw new InvalidOperationException("The training is done; finish it.");
        int[] train = Order();
        int from = _state.Batch * _settings.Batch;
        TrainingMetrics metrics = Learn(train.AsSpan(from, Math.Min(_settings.Batch, train.Length - from)));
        _state.Batch++;
        _state.Step++;
        Report(metrics);
        if (from + _settings.Batch >= train.Length)
            EndEpoch();
        return metrics;
    }

    /// <summary>Everything that a later process needs to continue, about 40 kB and 16 bytes a pair.</summary>
    public byte[] Checkpoint() => TrainingCheckpoint.Write(_state, _hash, _settings);

    /// <summary>The adapter of the best epoch, with everything that is known of it.</summary>
    /// <exception cref="InvalidOperationException">There are steps left.</exception>
    public TrainedModel Finish()
    {
        if (!IsDone)
            throw new InvalidOperationException($"The training is at step {_state.Step} and not done.");
        return new ModelFinish(_set, _settings, _start.Frozen, _shape, _pairs, [.. _plan.Parts.SelectMany(part => part.Evidence.Select(place => (place, part.Fold)))], _state).Model();
    }

    private static string? Insufficient(PairHygiene hygiene, TrainingSettings settings)
    {
        int decisive = hygiene.Pairs.Count(pair => pair.Outcome != PairOutcome.Tie);
        if (decisive < settings.MinimumPairs)
            return $"There are {decisive} decisive pairs and {settings.MinimumPairs} are needed; {settings.MinimumPairs - decisive} more votes will do.";
        if (hygiene.Pairs.Where(pair => pair.Outcome != PairOutcome.Tie).Select(pair => pair.Group).Distinct(StringComparer.Ordinal).Count() < 2)
            return "All pairs are of one prompt, so that nothing can be held out; vote on pictures of another prompt too.";
        return null;
    }

    private LearningPair[] Weigh(IReadOnlyList<TrainingPair> pairs)
    {
        DateTimeOffset newest = pairs.Max(pair => pair.At);
        double Recency(TrainingPair pair) => _settings.RecencyDays is { } days ? Math.Exp(-(newest - pair.At).TotalDays / days) : 1;
        double mean = pairs.Average(pair => pair.Weight * Recency(pair));
        return [.. pairs.Select(pair => new LearningPair(pair, TasteItem.Of(_start.Frozen, pair.A), TasteItem.Of(_start.Frozen, pair.B), pair.Outcome, pair.Weight * Recency(pair) / mean))];
    }

    private void BeginStage()
    {
        Array.Clear(_state.Adapter);
        _start.Down.CopyTo(_shape.Down(_state.Adapter));
        double rate = (double)_pairs.Count(pair => pair.Outcome == PairOutcome.Tie) / _pairs.Length;
        AdapterShape.LogTie(_state.Adapter) = Math.Log(TieOdds.Initial(_settings.TieModel, rate));
        _state.Adapter.CopyTo(_state.Best, 0);
        _state.Optimiser.Clear();
        (_state.Epoch, _state.Batch, _state.BestEpoch, _state.Stale, _state.Spikes) = (0, 0, 0, 0, 0);
        _state.BestLoss = Part.Stop.Length > 0 ? Evaluate(Part.Stop, keep: false).Loss : 0;
        // What served the stages before best by staying at the reference is not trained here either.
        if (GivenEpochs() == 0 || Part.Train.Length == 0)
            EndStage();
    }

    private TrainingPlan.Part Part => _plan.Parts[_state.Stage];

    /// <summary>Epochs of a stage that does not choose; null in the others.</summary>
    private int? GivenEpochs() => Part.Stop.Length > 0 ? null : (int)Math.Round(Part.Epochs.Select(stage => _state.BestEpochs[stage]).DefaultIfEmpty(0).Average());

    private TrainingMetrics Learn(ReadOnlySpan<int> batch)
    {
        var tally = new MetricsTally(_settings.Beta, _settings.TieModel);
        Array.Clear(_gradient);
        double share = 1.0 / batch.Length;
        foreach (int place in batch)
        {
            LearningPair pair = _pairs[place];
            (double a, double b) = (_passA.Forward(_state.Adapter, pair.A), _passB.Forward(_state.Adapter, pair.B));
            PairTerm term = Term(pair, a, b, tally);
            double error = share * pair.Weight * term.ByZ * _settings.Beta;
            _passA.Backward(_state.Adapter, pair.A, error, _gradient);
            _passB.Backward(_state.Adapter, pair.B, -error, _gradient);
            _gradient[^1] += share * pair.Weight * term.ByTie;
        }

        _penalty.AddTo(_gradient, _state.Adapter, Part.Train.Length);
        double norm = Math.Sqrt(Rows.Dot(_gradient, _gradient));
        if (norm > _settings.Clip)
        {
            for (int at = 0; at < _gradient.Length; at++)
                _gradient[at] *= _settings.Clip / norm;
        }

        _penalty.Remember(_state.Adapter);
        _state.Optimiser.Step(_state.Adapter, _gradient, _settings.LearningRate, _settings.WeightDecay, _shape.Decaying);
        _penalty.Settle(_state.Adapter);
        return tally.Result();
    }

    private PairTerm Term(LearningPair pair, double a, double b, MetricsTally tally)
    {
        double logTie = AdapterShape.LogTie(_state.Adapter);
        PairTerm term = _loss.Of(_settings.Beta * (a - pair.A.BaseScore - (b - pair.B.BaseScore)), pair.Outcome, logTie);
        tally.Add(pair.Outcome, pair.Weight, term.Loss, (a, b), (pair.A.BaseScore, pair.B.BaseScore), logTie);
        return term;
    }

    private TrainingMetrics Evaluate(ReadOnlySpan<int> places, bool keep)
    {
        var tally = new MetricsTally(_settings.Beta, _settings.TieModel);
        foreach (int place in places)
        {
            (double a, double b) = (_passA.Forward(_state.Adapter, _pairs[place].A), _passB.Forward(_state.Adapter, _pairs[place].B));
            Term(_pairs[place], a, b, tally);
            if (keep)
                (_state.Held[2 * place], _state.Held[(2 * place) + 1]) = (a, b);
        }

        return tally.Result();
    }

    private void EndEpoch()
    {
        _state.Epoch++;
        _state.Batch = 0;
        _state.EpochsRun = Math.Max(_state.EpochsRun, _state.Epoch);
        TrainingMetrics train = Evaluate(Part.Train.AsSpan(0, Math.Min(ShownOfTraining, Part.Train.Length)), keep: false);
        TrainingMetrics? holdout = Part.Stop.Length > 0 ? Evaluate(Part.Stop, keep: false) : null;
        bool over = holdout is null ? _state.Epoch >= GivenEpochs() : IsOver(holdout.Loss);
        Progress = Progress with { Epoch = _state.Epoch, Train = train, Holdout = holdout, Warnings = Warnings(train) };
        if (over)
            EndStage();
    }

    private bool IsOver(double loss)
    {
        if (loss < _state.BestLoss - _settings.MinDelta)
        {
            (_state.BestLoss, _state.BestEpoch, _state.Stale) = (loss, _state.Epoch, 0);
            _state.Adapter.CopyTo(_state.Best, 0);
        }
        else
        {
            _state.Stale++;
        }

        // A loss may be below 0 (robust), where a factor would turn the rule around.
        _state.Spikes = loss > _state.BestLoss + ((Spike - 1) * Math.Abs(_state.BestLoss)) ? _state.Spikes + 1 : 0;
        _state.Overfitted |= _state.Spikes >= 2;
        return _state.Stale >= _settings.Patience || _state.Spikes >= 2 || _state.Epoch >= _settings.MaxEpochs;
    }

    private void EndStage()
    {
        if (Part.Stop.Length > 0)
        {
            _state.Best.CopyTo(_state.Adapter, 0);
            _state.BestEpochs[_state.Stage] = _state.BestEpoch;
        }

        Evaluate(Part.Evidence, keep: true);
        _state.Stage++;
        if (!IsDone)
            BeginStage();
    }

    // The order of an epoch is drawn by stage and epoch, so that a resumed training sees what the first would have seen.
    private int[] Order()
    {
        if (_orderOf == (_state.Stage, _state.Epoch))
            return _order;
        _order = [.. Part.Train];
        string purpose = $"order {_state.Stage}";
        for (int at = _order.Length - 1; at > 0; at--)
        {
            int other = StableRandom.Below(at + 1, _settings.Seed, purpose, ((long)_state.Epoch * _order.Length) + at);
            (_order[at], _order[other]) = (_order[other], _order[at]);
        }

        _orderOf = (_state.Stage, _state.Epoch);
        return _order;
    }

    private void Report(TrainingMetrics? batch) => Progress = Progress with
    {
        Stage = Math.Min(_state.Stage + 1, _plan.Parts.Count),
        Stages = _plan.Parts.Count,
        Epoch = _state.Epoch,
        Step = _state.Step,
        Batch = batch,
        Warnings = Progress.Train is { } train ? Warnings(train) : Warnings(null),
    };

    private List<string> Warnings(TrainingMetrics? train)
    {
        var warnings = new List<string>();
        if (_hygiene.Identical.Count > 0)
            warnings.Add($"{_hygiene.Identical.Count} pairs have sides that look the same and were left out.");
        if (_hygiene.Contradictory > 0)
            warnings.Add($"{_hygiene.Contradictory} pairs were answered both ways and count as ties.");
        if (_hygiene.Cycles > 0)
            warnings.Add($"{_hygiene.Cycles} times A beat B, B beat C and C beat A.");
        if (train is { ChosenReward: < -1e-3, RejectedReward: < -1e-3, Margin: > 0 })
            warnings.Add("The rewards of chosen and rejected both fall while the margin rises (likelihood displacement).");
        if (_state.Overfitted)
            warnings.Add("The held-out loss rose far above its best: the adapter began to learn its pairs by heart, and the best was kept.");
        return warnings;
    }
}
