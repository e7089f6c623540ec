namespace RefineWorkflows.Engine.Activities.ControlFlow;

/// <summary>When a fork ends.</summary>
public enum ForkJoinMode
{
    WaitAll,
    WaitAny,
}
