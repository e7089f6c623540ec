namespace RefineWorkflows.Server.Api;

/// <summary>How far a picture is.</summary>
/// <param name="Iteration">Which iteration it will be.</param>
/// <param name="Done">What is done, 0 to 1.</param>
/// <param name="Preview">A small picture as it looks so far, as a data URL; null when the last one still holds.</param>
internal sealed record ProgressNews(int Iteration, double Done, string? Preview);
