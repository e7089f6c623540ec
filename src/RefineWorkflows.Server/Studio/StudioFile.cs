namespace RefineWorkflows.Server.Studio;

/// <summary>One file of the package.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Version">Changes with its content.</param>
/// <param name="IsImmutable">Whether its name changes with its content, so that it may be kept for ever.</param>
/// <param name="Variants">Suffixes of the compressed copies beside it, best first: br, gz.</param>
internal sealed record StudioFile(string Path, string ContentType, string Version, bool IsImmutable, IReadOnlyList<string> Variants);
