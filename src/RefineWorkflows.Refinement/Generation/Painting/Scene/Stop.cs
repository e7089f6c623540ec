namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>A colour at a place of a gradient: 0 is its start, 1 its end.</summary>
internal readonly record struct Stop(double Offset, Ink Ink, double Opacity = 1);
