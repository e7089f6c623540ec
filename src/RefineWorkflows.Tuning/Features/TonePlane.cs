using RefineWorkflows.Imaging;

namespace RefineWorkflows.Tuning.Features;

/// <summary>The grey tones (ITU-R BT.601 luma, 0…255) of a small picture and what lies where in them.</summary>
internal sealed class TonePlane
{
    private const double PlainGradient = 3, Bright = 204;

    private readonly double[] _tones, _gradient;
    private readonly int _width, _height;
    private readonly double _energy;

    public TonePlane(RgbImage picture)
    {
        (_width, _height) = (picture.Width, picture.Height);
        _tones = new double[_width * _height];
        _gradient = new double[_tones.Length];
        ReadOnlySpan<byte> pixels = picture.Pixels;
        for (int place = 0; place < _tones.Length; place++)
            _tones[place] = (0.299 * pixels[3 * place]) + (0.587 * pixels[(3 * place) + 1]) + (0.114 * pixels[(3 * place) + 2]);
        for (int y = 0; y < _height - 1; y++)
        {
            for (int x = 0; x < _width - 1; x++)
            {
                int place = (y * _width) + x;
                _gradient[place] = Math.Abs(_tones[place + 1] - _tones[place]) + Math.Abs(_tones[place + _width] - _tones[place]);
                _energy += _gradient[place];
            }
        }
    }

    /// <summary>Share of pixels in the brightest fifth.</summary>
    public double BrightShare => (double)_tones.Count(tone => tone >= Bright) / _tones.Length;

    /// <summary>Share of pixels that hardly differ from their neighbours.</summary>
    public double PlainShare => (double)_gradient.Count(slope => slope < PlainGradient) / _gradient.Length;

    /// <summary>Share of all detail in the middle quarter of the picture.</summary>
    public double Middle => Share((x, y) => x is > 0.25 and < 0.75 && y is > 0.25 and < 0.75);

    /// <summary>Share of all detail in the outer sixth.</summary>
    public double Border => Share((x, y) => x is < 1 / 6.0 or > 5 / 6.0 || y is < 1 / 6.0 or > 5 / 6.0);

    /// <summary>How much brighter the left half is than the right, −1 to 1.</summary>
    public double FromLeft => Mean((x, _) => x < 0.5) - Mean((x, _) => x >= 0.5);

    /// <summary>How much brighter the upper half is than the lower, −1 to 1.</summary>
    public double FromAbove => Mean((_, y) => y < 0.5) - Mean((_, y) => y >= 0.5);

    /// <summary>How much brighter the middle is than the rest, −1 to 1.</summary>
    public double BrightCentre => Mean((x, y) => x is > 0.25 and < 0.75 && y is > 0.25 and < 0.75) - Mean((x, y) => x is <= 0.25 or >= 0.75 || y is <= 0.25 or >= 0.75);

    /// <summary>1 minus the mean difference to the mirror image about the horizontal axis.</summary>
    public double UprightSymmetry
    {
        get
        {
            double sum = 0;
            for (int place = 0; place < _tones.Length; place++)
                sum += Math.Abs(_tones[place] - _tones[((_height - 1 - (place / _width)) * _width) + (place % _width)]);
            return 1 - (sum / _tones.Length / 255);
        }
    }

    /// <summary>Shannon's entropy of the histogram over its largest possible value.</summary>
    public double Entropy(int levels)
    {
        var counts = new int[levels];
        foreach (double tone in _tones)
            counts[Math.Min(levels - 1, (int)(tone * levels / 256))]++;
        return -counts.Where(count => count > 0).Sum(count => (double)count / _tones.Length * Math.Log((double)count / _tones.Length)) / Math.Log(levels);
    }

    /// <summary>Share of strong detail within a twelfth of the lines that cut the picture in thirds.</summary>
    public double Thirds(double edge)
    {
        (int near, int all) = (0, 0);
        for (int place = 0; place < _gradient.Length; place++)
        {
            if (_gradient[place] < edge)
                continue;
            all++;
            if (NearThird((double)(place % _width) / _width) || NearThird((double)(place / _width) / _height))
                near++;
        }

        return all == 0 ? 0.5 : (double)near / all;
    }

    private static bool NearThird(double at) => Math.Abs(at - (1 / 3.0)) < 1 / 24.0 || Math.Abs(at - (2 / 3.0)) < 1 / 24.0;

    private double Share(Func<double, double, bool> where)
    {
        double sum = 0;
        for (int place = 0; place < _gradient.Length; place++)
        {
            if (where((double)(place % _width) / _width, (double)(place / _width) / _height))
                sum += _gradient[place];
        }

        return _energy == 0 ? 0 : sum / _energy;
    }

    private double Mean(Func<double, double, bool> where)
    {
        (double sum, int count) = (0, 0);
        for (int place = 0; place < _tones.Length; place++)
        {
            if (!where((double)(place % _width) / _width, (double)(place / _width) / _height))
                continue;
            sum += _tones[place];
            count++;
        }

        return count == 0 ? 0 : sum / count / 255;
    }
}
