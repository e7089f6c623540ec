namespace RefineWorkflows.Refinement.Generation;

/// <summary>How a run says what should not be seen, depending on what its generator can take.</summary>
public enum NegativeMechanism
{
    /// <summary>Nothing is excluded.</summary>
    None,

    /// <summary>A negative prompt is sent.</summary>
    NegativePrompt,

    /// <summary>What should be seen instead is folded into the description that is condensed.</summary>
    FoldedIntoCondensing,

    /// <summary>One sentence that says what should be seen instead follows the prompt.</summary>
    AppendedSentence,
}
