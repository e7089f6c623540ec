namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>When a join lets go.</summary>
public enum FlowJoinMode
{
    /// <summary>With the first branch that arrives; the others are ended.</summary>
    WaitAny,

    /// <summary>When every branch has arrived; never, when one was not taken.</summary>
    WaitAll,

    /// <summary>When every branch that was taken has arrived.</summary>
    WaitAllActive,
}
