using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Composition;

/// <summary>Frames of a clip on one picture, in reading order, for whoever can only look at pictures.</summary>
public static class ContactSheet
{
    /// <summary>How many frames stand for a clip at most.</summary>
    public const int MostFrames = 6;

    /// <summary>The longest side of a sheet in pixels; larger frames are scaled down together.</summary>
    public const int LongestSide = 1536;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <summary>Lays frames out on ⌈√n⌉ columns without gaps or labels, which a judge would take for part of the picture. One frame alone stays as it is.</summary>
    /// <param name="frames">At least one. All get the size of the first.</param>
    /// <exception cref="ArgumentException">No frames.</exception>
    public static RgbImage Compose(IReadOnlyList<RgbImage> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException("A contact sheet needs at least one frame.", nameof(frames));
        RgbImage first = frames[0];
        if (frames.Count == 1)
            return first;
        int columns = (int)Math.Ceiling(Math.Sqrt(frames.Count));
        int rows = (frames.Count + columns - 1) / columns;
        double scale = Math.Min(1, Math.Min((double)LongestSide / columns / first.Width, (double)LongestSide / rows / first.Height));
        var sheet = new Sheet(columns, rows, Math.Max(1, (int)(first.Width * scale)), Math.Max(1, (int)(first.Height * scale)));
        for (int place = 0; place < frames.Count; place++)
            sheet.Put(Codec.Resize(frames[place], sheet.CellWidth, sheet.CellHeight), place);
        return sheet.ToImage();
    }
}
