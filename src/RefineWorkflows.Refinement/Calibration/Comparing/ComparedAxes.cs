namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>What a judge wrote about a generated picture beside its reference.</summary>
/// <param name="Observations">One for each axis that it wrote about, of those it was asked about.</param>
/// <param name="Notes">What was dropped and what is missing.</param>
public sealed record ComparedAxes(IReadOnlyList<AxisObservation> Observations, IReadOnlyList<AxisNote> Notes)
{
    /// <summary>Ids of axes that the judge has no eyes for; they are left unverified, never matched.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>Whether asking the same judge again may tell more: it left an axis out.</summary>
    public bool NeedsAnotherTry => Notes.Any(note => note.Code == AxisNotes.MissingAxis);
}
