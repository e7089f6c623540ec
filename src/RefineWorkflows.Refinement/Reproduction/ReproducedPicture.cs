using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Reproduction;

/// <summary>A picture that was made again.</summary>
/// <param name="Recipe">What it was made by.</param>
/// <param name="Png">The new file.</param>
/// <param name="IsIdentical">Whether it equals the old one to the byte.</param>
/// <param name="Difference">How their pixels differ.</param>
public sealed record ReproducedPicture(PictureRecipe Recipe, byte[] Png, bool IsIdentical, PictureDifference Difference);
