namespace RefineWorkflows.Refinement.Search;

/// <summary>What a decision wants to be seen in the report.</summary>
public static class SearchWarnings
{
    /// <summary>A DONE below the required score counted as CONTINUE.</summary>
    public const string DoneDowngraded = "done_downgraded";

    /// <summary>The best picture has no score, because its judge gave none.</summary>
    public const string BestWithoutScore = "best_without_score";

    /// <summary>More pictures were made one from the other than <see cref="SearchSettings.MaxReferenceDepth"/>: artifacts pile up.</summary>
    public const string ReferenceChainTooDeep = "reference_chain_too_deep";

    /// <summary>The generator has no strength, so the img2img schedule has no effect.</summary>
    public const string StrengthUnsupported = "strength_unsupported";
}
