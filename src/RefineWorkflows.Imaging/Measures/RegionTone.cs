namespace RefineWorkflows.Imaging.Measures;

/// <summary>The light and colour of a part of a picture. All zero for a part without pixels.</summary>
/// <param name="Brightness">Mean luma, 0 to 1.</param>
/// <param name="Warmth">Mean of (R − B) / 255, −1 (pure blue) to 1 (pure red, orange or yellow); 0 is neutral.</param>
/// <param name="Saturation">Mean chroma, (max − min) / 255 over a pixel's bands, 0 to 1.</param>
public readonly record struct RegionTone(double Brightness, double Warmth, double Saturation);
