using System.Numerics.Tensors;

namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>
/// One way through base and adapter and back: f = (u + c)·tanh(W₀φ + b₀ + s·B·A·φ), s = α/r. It owns its working memory: one
/// thread at a time.
/// </summary>
internal sealed class AdapterPass(TasteBase frozen, AdapterShape shape, double alpha, bool learnsReadout)
{
    private readonly double _scale = alpha / shape.Rank;
    private readonly double[] _down = new double[shape.Rank];
    private readonly double[] _hidden = new double[shape.Hidden];
    private readonly double[] _readout = new double[shape.Hidden];
    private readonly double[] _pull = new double[shape.Hidden];

    /// <summary>tanh(…) of the last <see cref="Forward"/>.</summary>
    public ReadOnlySpan<double> Hidden => _hidden;

    /// <summary>f of an item.</summary>
    public double Forward(double[] adapter, TasteItem item)
    {
        item.Before.CopyTo(_hidden, 0);
        ReadOnlySpan<double> down = shape.Down(adapter), up = shape.Up(adapter);
        for (int row = 0; row < _down.Length; row++)
        {
            _down[row] = Rows.Dot(down.Slice(row * shape.Features, shape.Features), item.Standard);
            Rows.AddScaled(up.Slice(row * shape.Hidden, shape.Hidden), _scale * _down[row], _hidden);
        }

        TensorPrimitives.Tanh(_hidden, _hidden);
        TensorPrimitives.Add(frozen.Readout, shape.Readout(adapter), _readout);
        return Rows.Dot(_readout, _hidden);
    }

    /// <summary>Adds the gradient of <paramref name="error"/> · f, for the item of the last <see cref="Forward"/>.</summary>
    public void Backward(double[] adapter, TasteItem item, double error, double[] gradient)
    {
        if (learnsReadout)
            Rows.AddScaled(_hidden, error, shape.Readout(gradient));
        for (int unit = 0; unit < _pull.Length; unit++)
            _pull[unit] = error * _readout[unit] * (1 - (_hidden[unit] * _hidden[unit]));
        ReadOnlySpan<double> up = shape.Up(adapter);
        Span<double> downGradient = shape.Down(gradient), upGradient = shape.Up(gradient);
        for (int row = 0; row < _down.Length; row++)
        {
            Rows.AddScaled(_pull, _scale * _down[row], upGradient.Slice(row * shape.Hidden, shape.Hidden));
            double back = _scale * Rows.Dot(up.Slice(row * shape.Hidden, shape.Hidden), _pull);
            if (back != 0)
                Rows.AddScaled(item.Standard, back, downGradient.Slice(row * shape.Features, shape.Features));
        }
    }

    /// <summary>∂f/∂φ, standardised, for the item of the last <see cref="Forward"/>.</summary>
    public double[] Slope(double[] adapter)
    {
        for (int unit = 0; unit < _pull.Length; unit++)
            _pull[unit] = _readout[unit] * (1 - (_hidden[unit] * _hidden[unit]));
        var slope = new double[shape.Features];
        for (int unit = 0; unit < _pull.Length; unit++)
            Rows.AddScaled(frozen.Weights.Slice(unit * shape.Features, shape.Features), _pull[unit], slope);
        for (int row = 0; row < _down.Length; row++)
            Rows.AddScaled(shape.Down(adapter).Slice(row * shape.Features, shape.Features), _scale * Rows.Dot(shape.Up(adapter).Slice(row * shape.Hidden, shape.Hidden), _pull), slope);
        return slope;
    }
}
