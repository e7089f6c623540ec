namespace RefineWorkflows.Imaging.Measures;

/// <summary>How much of an area has one colour name.</summary>
/// <param name="Name">red, orange, yellow, green, cyan, blue, purple, pink, brown, black, grey or white.</param>
/// <param name="Share">Share of the area's pixels, 0…1.</param>
public sealed record HueShare(string Name, double Share);
