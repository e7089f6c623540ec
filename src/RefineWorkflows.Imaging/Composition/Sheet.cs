namespace RefineWorkflows.Imaging.Composition;

/// <summary>A white sheet with cells of one size.</summary>
internal sealed class Sheet
{
    private readonly int _columns;
    private readonly int _rows;
    private readonly byte[] _pixels;

    internal Sheet(int columns, int rows, int cellWidth, int cellHeight)
    {
        (_columns, _rows, CellWidth, CellHeight) = (columns, rows, cellWidth, cellHeight);
        _pixels = new byte[(long)Stride * rows * cellHeight];
        Array.Fill(_pixels, byte.MaxValue);
    }

    internal int CellWidth { get; }

    internal int CellHeight { get; }

    private int Stride => _columns * CellWidth * 3;

    /// <summary>Copies a picture into the top left corner of a cell; what does not fit into the cell is cut off.</summary>
    internal void Put(RgbImage image, int cell)
    {
        var start = cell / _columns * CellHeight * Stride + cell % _columns * CellWidth * 3;
        var bytes = Math.Min(image.Width, CellWidth) * 3;
        for (var row = 0; row < Math.Min(image.Height, CellHeight); row++)
            image.Pixels.Slice(row * image.Width * 3, bytes).CopyTo(_pixels.AsSpan(start + row * Stride));
    }

    internal RgbImage ToImage() => new(_columns * CellWidth, _rows * CellHeight, _pixels);
}
