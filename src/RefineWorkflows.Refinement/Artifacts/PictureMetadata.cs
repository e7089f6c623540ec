using System.Globalization;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>The lineage that travels inside a picture, as PNG text. The same picture made again carries the same text.</summary>
public static class PictureMetadata
{
    /// <param name="prompt">The exact text handed to the generator.</param>
    /// <param name="seed">The seed that was really used.</param>
    /// <param name="generator">The generator's id.</param>
    /// <param name="iteration">The iteration, from 1.</param>
    /// <param name="parent">File of the picture it was made from; null when made from words alone.</param>
    public static IReadOnlyDictionary<string, string> For(string prompt, ulong seed, string generator, int iteration, string? parent)
    {
        var text = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Software"] = "RefineWorkflows",
            ["generator"] = generator,
            ["iteration"] = iteration.ToString(CultureInfo.InvariantCulture),
            ["prompt"] = prompt,
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        if (parent is not null)
            text["parent"] = parent;
        return text;
    }
}
