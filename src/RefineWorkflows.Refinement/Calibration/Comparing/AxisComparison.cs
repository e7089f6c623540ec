using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>
/// A picture beside its reference, axis by axis. What tells progress is a falling count of mismatches; the overall
/// score is a coarse mean.
/// </summary>
/// <param name="Findings">Every enabled axis, in the order of the set.</param>
/// <param name="Corrections">Verdicts that are not what the judge had said.</param>
/// <param name="Notes">What was forgiven, dropped or replaced in the judge's reply.</param>
public sealed record AxisComparison(
    IReadOnlyList<AxisFinding> Findings,
    IReadOnlyList<AxisCorrection> Corrections,
    IReadOnlyList<AxisNote> Notes)
{
    /// <summary>Weighted mean over the axes that were compared, from 0 to 1: a match counts 1, a partial match one half, a mismatch 0. 0 where none was compared.</summary>
    [JsonIgnore]
    public double OverallScore
    {
        get
        {
            double weight = Compared.Sum(finding => finding.Weight);
            return weight > 0 ? Compared.Sum(finding => finding.Weight * Worth(finding.Verdict)) / weight : 0;
        }
    }

    [JsonIgnore]
    public int MismatchCount => Findings.Count(finding => finding.Verdict == AxisVerdict.Mismatch);

    [JsonIgnore]
    public int PartialCount => Findings.Count(finding => finding.Verdict == AxisVerdict.Partial);

    /// <summary>Axes that the judge could not look at.</summary>
    [JsonIgnore]
    public int UnverifiedCount => Findings.Count(finding => finding.Verdict == AxisVerdict.Unverified);

    private IEnumerable<AxisFinding> Compared => Findings.Where(finding => finding.Verdict != AxisVerdict.Unverified);

    /// <summary>Corrects a judge's observations into a comparison.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="reference">What the reference shows, as it was described once.</param>
    /// <param name="compared">What the judge wrote.</param>
    /// <param name="coarseOnly">Whether the judge sees only coarse axes; the fine ones are then unverified.</param>
    /// <param name="anchor">
    /// Whether the reference's side is what was described, whatever the judge wrote of it. Otherwise the judge saw both
    /// pictures, and what it wrote holds where it wrote anything.
    /// </param>
    public static AxisComparison Of(AxisSet axes, ReferenceDescription reference, ComparedAxes compared, bool coarseOnly = false, bool anchor = true)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(compared);
        Dictionary<string, AxisObservation> observations = compared.Observations.DistinctBy(seen => seen.Axis).ToDictionary(seen => seen.Axis);
        List<AxisFinding> findings = [];
        List<AxisCorrection> corrections = [];
        List<AxisNote> notes = [.. compared.Notes];
        foreach (Axis axis in axes.Enabled)
        {
            AxisObservation seen = observations.GetValueOrDefault(axis.Id) ?? new AxisObservation(axis.Id, null, null, null);
            string target = Target(axis, reference, seen, anchor, notes);
            if ((coarseOnly && axis.Granularity == Granularity.Fine) || compared.Unseen.Contains(axis.Id))
            {
                findings.Add(new AxisFinding(axis.Id, AxisVerdict.Unverified, target, "", axis.Weight));
                continue;
            }

            (AxisVerdict verdict, AxisCorrection? correction) = VerdictCorrection.Apply(axis, target, seen.Gen ?? "", seen.Verdict, axes.Antonyms);
            findings.Add(new AxisFinding(axis.Id, verdict, target, seen.Gen ?? "", axis.Weight));
            if (correction is not null)
                corrections.Add(correction);
        }

        return new AxisComparison(findings, corrections, notes);
    }

    private static string Target(Axis axis, ReferenceDescription reference, AxisObservation seen, bool anchor, List<AxisNote> notes)
    {
        string described = reference.Of(axis.Id);
        if (string.IsNullOrEmpty(seen.Ref) || AxisText.Normalise(seen.Ref) == AxisText.Normalise(described))
            return described;
        if (!anchor)
            return seen.Ref;
        notes.Add(new AxisNote(AxisNotes.RefDrift, axis.Id, seen.Ref));
        return described;
    }

    private static double Worth(AxisVerdict verdict) => verdict switch
    {
        AxisVerdict.Match => 1,
        AxisVerdict.Partial => 0.5,
        _ => 0,
    };
}
