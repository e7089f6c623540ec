namespace RefineWorkflows.Imaging.Measures;

/// <summary>Collects pixels into the cells of an overview while somebody else walks over them.</summary>
internal sealed class OverviewCells
{
    private const int LongestSide = 128;

    private readonly int _width;
    private readonly int _height;
    private readonly int _sourceHeight;
    private readonly int[] _columns;
    private readonly uint[] _sums;

    public OverviewCells(int sourceWidth, int sourceHeight)
    {
        double scale = Math.Min(1, (double)LongestSide / Math.Max(sourceWidth, sourceHeight));
        _width = Math.Max(1, (int)Math.Round(sourceWidth * scale));
        _height = Math.Max(1, (int)Math.Round(sourceHeight * scale));
        _sourceHeight = sourceHeight;
        _columns = [.. Enumerable.Range(0, sourceWidth).Select(x => (int)((long)x * _width / sourceWidth) * 3)];
        _sums = new uint[_width * _height * 3];
    }

    /// <summary>For every source column the place of its cell's R in <see cref="Row"/>; G and B follow.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>The cells that the source row adds to.</summary>
    public Span<uint> Row(int sourceRow)
        => _sums.AsSpan((int)((long)sourceRow * _height / _sourceHeight) * _width * 3, _width * 3);

    public Overview ToOverview()
    {
        var perColumn = new int[_width];
        foreach (int column in _columns)
            perColumn[column / 3]++;
        var perRow = new int[_height];
        for (int y = 0; y < _sourceHeight; y++)
            perRow[(int)((long)y * _height / _sourceHeight)]++;

        var means = new float[_sums.Length];
        for (int i = 0; i < _sums.Length; i++)
        {
            int cell = i / 3;
            means[i] = _sums[i] / (255f * perColumn[cell % _width] * perRow[cell / _width]);
        }

        return new Overview(_width, _height, means);
    }
}
