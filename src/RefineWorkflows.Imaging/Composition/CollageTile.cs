namespace RefineWorkflows.Imaging.Composition;

/// <summary>One picture of a collage. It is loaded when its turn comes, so a sheet of thousands holds one at a time.</summary>
/// <param name="Width">Columns of the picture.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Load">Gives the picture; it is not changed.</param>
/// <param name="Number">Its number, 0 or more: decides its place and stands on its badge.</param>
/// <param name="Score">Its score out of 10, or null when it was not judged.</param>
public sealed record CollageTile(int Width, int Height, Func<RgbImage> Load, int Number, double? Score)
{
    /// <summary>A tile whose picture is at hand.</summary>
    public CollageTile(RgbImage image, int number, double? score)
        : this(image.Width, image.Height, () => image, number, score)
    {
    }
}
