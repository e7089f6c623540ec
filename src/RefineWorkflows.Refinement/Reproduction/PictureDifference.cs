namespace RefineWorkflows.Refinement.Reproduction;

/// <summary>How two pictures differ.</summary>
/// <param name="SizeBefore">Width and height of the first, as <c>768x512</c>.</param>
/// <param name="SizeAfter">The same of the second.</param>
/// <param name="Share">Pixels that differ, 0 to 1; 1 where the sizes do.</param>
/// <param name="Largest">The largest difference in one channel, 0 to 255.</param>
public sealed record PictureDifference(string SizeBefore, string SizeAfter, double Share, int Largest);
