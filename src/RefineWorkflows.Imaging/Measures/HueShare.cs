namespace RefineWorkflows.Imaging.Measures;

/// <summary>How much of a picture has a colour.</summary>
/// <param name="Name">One of red, orange, yellow, lime, green, teal, cyan, azure, blue, violet, magenta, pink; or black, grey, white for pixels with a chroma below 0.12.</param>
/// <param name="Share">Share of the picture's pixels, 0 to 1.</param>
public readonly record struct HueShare(string Name, double Share);
