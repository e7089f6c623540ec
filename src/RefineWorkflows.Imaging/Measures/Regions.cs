namespace RefineWorkflows.Imaging.Measures;

/// <summary>Connected regions (4 neighbours) of a mask.</summary>
internal static class Regions
{
    /// <returns>The cells of each region, in the order in which they are met row by row.</returns>
    public static List<List<int>> Of(ReadOnlySpan<bool> mask, int width)
    {
        var regions = new List<List<int>>();
        bool[] open = mask.ToArray();
        var next = new Stack<int>();
        for (int start = 0; start < open.Length; start++)
        {
            if (!open[start])
                continue;
            var region = new List<int>();
            next.Push(start);
            open[start] = false;
            while (next.TryPop(out int cell))
            {
                region.Add(cell);
                int x = cell % width;
                Visit(x > 0, cell - 1);
                Visit(x < width - 1, cell + 1);
                Visit(cell >= width, cell - width);
                Visit(cell + width < open.Length, cell + width);
            }

            regions.Add(region);
        }

        return regions;

        void Visit(bool exists, int cell)
        {
            if (!exists || !open[cell])
                return;
            open[cell] = false;
            next.Push(cell);
        }
    }
}
