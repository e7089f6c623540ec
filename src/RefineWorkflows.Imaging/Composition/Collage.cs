using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Composition;

/// <summary>Many pictures on one sheet, for a person to compare.</summary>
public static class Collage
{
    /// <summary>The longest side of a sheet in pixels; larger cells are scaled down together.</summary>
    public const int LongestSide = 4096;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <summary>
    /// Lays tiles out in rows by ascending number, on ⌈√n⌉ columns. A cell is as wide as the widest and as high as the highest tile;
    /// tiles of another size are resized to it. Each tile has a badge in its top left corner; cells left over are white.
    /// </summary>
    /// <param name="tiles">At least one tile. Tiles with equal numbers keep their order.</param>
    /// <returns>The sheet: the same for the same tiles, on every thread.</returns>
    /// <exception cref="ArgumentException">No tiles, more than fit on a sheet of <see cref="LongestSide"/> squared, a negative number, or a score that is no finite number.</exception>
    public static RgbImage Compose(IReadOnlyList<CollageTile> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (tiles.Count == 0)
            throw new ArgumentException("A collage needs at least one picture.", nameof(tiles));
        if (tiles.FirstOrDefault(tile => tile.Number < 0 || tile.Score is { } score && !double.IsFinite(score)) is { } wrong)
            throw new ArgumentException($"Tile #{wrong.Number} with score {wrong.Score} cannot be labelled: numbers are 0 or more, scores finite.", nameof(tiles));

        var columns = (int)Math.Ceiling(Math.Sqrt(tiles.Count));
        var rows = (tiles.Count + columns - 1) / columns;
        if (columns > LongestSide)
            throw new ArgumentException($"{tiles.Count} pictures do not fit on one sheet of {LongestSide}×{LongestSide} pixels.", nameof(tiles));
        var (width, height) = (tiles.Max(tile => tile.Width), tiles.Max(tile => tile.Height));
        var scale = Math.Min(1, Math.Min((double)LongestSide / columns / width, (double)LongestSide / rows / height));
        var sheet = new Sheet(columns, rows, Scaled(width, scale, columns), Scaled(height, scale, rows));

        var place = 0;
        foreach (var tile in tiles.OrderBy(tile => tile.Number))
        {
            sheet.Put(Codec.Resize(tile.Load(), sheet.CellWidth, sheet.CellHeight), place);
            sheet.Put(Badge.Draw(tile, sheet.CellHeight), place);
            place++;
        }

        return sheet.ToImage();
    }

    private static int Scaled(int side, double scale, int cells) =>
        Math.Clamp((int)Math.Round(side * scale), 1, LongestSide / cells);
}
