namespace RefineWorkflows.Engine.Storage;

/// <summary>Which running instances stand in the way of a new one. Checked in the transaction that creates it.</summary>
public enum ActivationRule
{
    /// <summary>None.</summary>
    Always,

    /// <summary>Those of the same definition.</summary>
    Singleton,

    /// <summary>Those of the same definition with the same correlation id; having none counts as one.</summary>
    CorrelatedSingleton,

    /// <summary>Those of any definition with the same correlation id; an instance without one is never in the way.</summary>
    Correlation,
}
