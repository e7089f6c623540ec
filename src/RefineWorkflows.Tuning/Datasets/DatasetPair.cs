using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>One pair as data sets hold it.</summary>
/// <param name="Id">Its id in the data set.</param>
/// <param name="Prompt">What both were meant to show.</param>
/// <param name="Image0">One picture: its file, relative to the data set's folder, with '/'.</param>
/// <param name="Image1">The other.</param>
/// <param name="Outcome">Which one is preferred.</param>
/// <param name="AreBothBad">Whether neither will do; a tie then.</param>
/// <param name="Source">Where the preference comes from.</param>
/// <param name="At">When the choice was made; null where nobody says.</param>
public sealed record DatasetPair(string Id, string Prompt, string Image0, string Image1, PairOutcome Outcome, bool AreBothBad, PairSource Source, DateTimeOffset? At)
{
    /// <summary>What the data set says the hash of the first is; null where it does not.</summary>
    public string? Sha256Of0 { get; init; }

    /// <summary>What the data set says the hash of the second is; null where it does not.</summary>
    public string? Sha256Of1 { get; init; }
}
