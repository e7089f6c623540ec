namespace RefineWorkflows.Refinement.Judging;

/// <summary>What a judge wants to happen next.</summary>
public enum VerdictAction
{
    /// <summary>The reply names no action that can be read; the loop asks for a different refinement.</summary>
    Unknown,

    /// <summary>The picture is finished.</summary>
    Done,

    /// <summary>The picture is to be taken further, as the verdict's next prompt says.</summary>
    Continue,
}
