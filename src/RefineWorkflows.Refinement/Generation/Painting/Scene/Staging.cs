namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>Where one copy of the subject stands: the centre and scale of its box on the canvas.</summary>
internal readonly record struct Staging(double X, double Y, double Scale, bool Mirrored);
