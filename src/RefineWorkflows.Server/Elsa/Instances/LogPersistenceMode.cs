namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Whether a value is shown in execution records. The names are Elsa's.</summary>
internal enum LogPersistenceMode
{
    /// <summary>As what is around it says.</summary>
    Inherit,
    Include,
    Exclude,
}
