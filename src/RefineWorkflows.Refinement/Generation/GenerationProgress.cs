namespace RefineWorkflows.Refinement.Generation;

/// <summary>How far a picture is.</summary>
/// <param name="Done">What is done, 0 to 1.</param>
/// <param name="Preview">The picture so far, encoded as PNG or JPEG; null where there is none.</param>
public readonly record struct GenerationProgress(double Done, ReadOnlyMemory<byte>? Preview);
