namespace RefineWorkflows.Imaging.Measures;

/// <summary>A connected piece of a mask: its pixels' number and the box around them, edges included.</summary>
internal sealed record Piece(int Size, int Left, int Top, int Right, int Bottom)
{
    /// <summary>How far apart the boxes of parts of one thing may be, in pixels of the small copy that masks are made of.</summary>
    private const int Gap = 2;

    internal bool Touches(Piece other)
        => Left <= other.Right + Gap && other.Left <= Right + Gap && Top <= other.Bottom + Gap && other.Top <= Bottom + Gap;

    internal Piece With(Piece other) => new(
        Size + other.Size, Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}
