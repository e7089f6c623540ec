namespace RefineWorkflows.Engine.Activities.ControlFlow;

/// <summary>How many cases of a switch may apply.</summary>
public enum SwitchMode
{
    /// <summary>The first that matches.</summary>
    MatchFirst,

    /// <summary>All that match.</summary>
    MatchAny,
}
