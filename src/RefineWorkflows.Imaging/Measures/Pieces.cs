namespace RefineWorkflows.Imaging.Measures;

/// <summary>Connected pieces of a mask (8 neighbours).</summary>
internal static class Pieces
{
    /// <summary>Clears pieces smaller than <paramref name="least"/> pixels, and tells those that stay.</summary>
    internal static IReadOnlyList<Piece> KeepLarge(bool[] mask, int width, int height, int least)
    {
        var seen = new bool[mask.Length];
        var piece = new List<int>();
        var kept = new List<Piece>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (!mask[start] || seen[start])
                continue;
            Collect(mask, seen, piece, start, width, height);
            if (piece.Count >= least)
            {
                kept.Add(Measure(piece, width));
                continue;
            }

            foreach (var place in piece)
                mask[place] = false;
        }

        return kept;
    }

    /// <summary>The pieces of a mask, each as the places of its pixels, the largest first.</summary>
    internal static IReadOnlyList<int[]> Split(bool[] mask, int width, int height)
    {
        var seen = new bool[mask.Length];
        var piece = new List<int>();
        var pieces = new List<int[]>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (!mask[start] || seen[start])
                continue;
            Collect(mask, seen, piece, start, width, height);
            pieces.Add([.. piece]);
        }

        return [.. pieces.OrderByDescending(one => one.Length)];
    }

    /// <summary>What one would count: pieces whose boxes touch are one thing, and what is less than half as large as the largest is not counted.</summary>
    internal static int Things(IReadOnlyList<Piece> pieces)
    {
        List<Piece> things = [];
        foreach (Piece piece in pieces)
        {
            Piece thing = piece;
            while (things.Find(thing.Touches) is { } neighbour)
            {
                things.Remove(neighbour);
                thing = thing.With(neighbour);
            }

            things.Add(thing);
        }

        return things.Count(thing => 2 * thing.Size >= things.Max(other => other.Size));
    }

    private static Piece Measure(List<int> piece, int width)
        => new(piece.Count, piece.Min(place => place % width), piece.Min(place => place / width), piece.Max(place => place % width), piece.Max(place => place / width));

    private static void Collect(bool[] mask, bool[] seen, List<int> piece, int start, int width, int height)
    {
        piece.Clear();
        piece.Add(start);
        seen[start] = true;
        for (var next = 0; next < piece.Count; next++)
        {
            var (x, y) = (piece[next] % width, piece[next] / width);
            for (var row = Math.Max(0, y - 1); row <= Math.Min(height - 1, y + 1); row++)
            {
                for (var column = Math.Max(0, x - 1); column <= Math.Min(width - 1, x + 1); column++)
                {
                    var place = row * width + column;
                    if (!mask[place] || seen[place])
                        continue;
                    seen[place] = true;
                    piece.Add(place);
                }
            }
        }
    }
}
