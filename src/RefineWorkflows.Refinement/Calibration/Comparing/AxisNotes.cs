namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>What <see cref="AxisNote"/>s are about.</summary>
public static class AxisNotes
{
    /// <summary>The judge speaks of an axis that it was not asked about; dropped.</summary>
    public const string UnknownAxis = "unknown_axis";

    /// <summary>The judge left an axis out. In a description it is unspecified; in a comparison the picture shows nothing on it.</summary>
    public const string MissingAxis = "missing_axis";

    /// <summary>The judge spoke of an axis more than once; the first time counts.</summary>
    public const string RepeatedAxis = "repeated_axis";

    /// <summary>What stands for an axis is of a shape that says nothing; as if it were missing.</summary>
    public const string UnreadableAxis = "unreadable_axis";

    /// <summary>The judge told the reference otherwise than it was described; the description holds.</summary>
    public const string RefDrift = "ref_drift";

    /// <summary>What an axis is measured with has failed; it is unverified. The text says why.</summary>
    public const string NotMeasured = "not_measured";

    /// <summary>No canonical reference was given; the description stands for it.</summary>
    public const string CanonicalFromDescription = "canonical_from_description";
}
