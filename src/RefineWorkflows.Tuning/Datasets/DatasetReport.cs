namespace RefineWorkflows.Tuning.Datasets;

/// <summary>What an import brought.</summary>
/// <param name="File">The file that was read, relative to the data set's folder.</param>
/// <param name="Lines">Lines in it.</param>
/// <param name="Added">Pairs that are new.</param>
/// <param name="Known">Pairs that were there already.</param>
public sealed record DatasetReport(string File, int Lines, int Added, int Known);
