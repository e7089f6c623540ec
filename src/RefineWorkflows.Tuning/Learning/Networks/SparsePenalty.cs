namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>
/// An elastic net on B and the readout's change (Zou and Hastie 2005), by orthants (Andrew and Gao 2007): what is 0 stays there
/// while the data pull less than the penalty, and a number that would cross 0 stops at it.
/// </summary>
internal sealed class SparsePenalty(AdapterShape shape, TrainingSettings settings)
{
    private readonly double[] _before = new double[shape.Length];
    private readonly int _from = shape.Rank * shape.Features;

    public void AddTo(double[] gradient, double[] adapter, int pairs)
    {
        if (settings.Sparsity == 0 && settings.Ridge == 0)
            return;
        (double sparse, double ridge) = (settings.Sparsity / Math.Sqrt(pairs), settings.Ridge / pairs);
        for (int at = _from; at < shape.Decaying; at++)
        {
            double number = adapter[at], pull = gradient[at];
            gradient[at] = number != 0 ? pull + (Math.Sign(number) * sparse) + (ridge * number) : Math.Sign(pull) * Math.Max(0, Math.Abs(pull) - sparse);
        }
    }

    public void Remember(double[] adapter) => adapter.CopyTo(_before, 0);

    public void Settle(double[] adapter)
    {
        if (settings.Sparsity == 0)
            return;
        for (int at = _from; at < shape.Decaying; at++)
        {
            if (_before[at] * adapter[at] < 0)
                adapter[at] = 0;
        }
    }
}
