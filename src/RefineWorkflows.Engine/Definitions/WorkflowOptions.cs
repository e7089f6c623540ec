using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>What was chosen for the whole workflow.</summary>
/// <param name="ActivationStrategy">Class name of the activation strategy, or null for always.</param>
/// <param name="IncidentStrategy">Class name of the incident strategy, or null for Fault.</param>
/// <param name="UsableAsActivity">Whether other workflows may contain this one.</param>
public sealed record WorkflowOptions(string? ActivationStrategy, string? IncidentStrategy, bool UsableAsActivity)
{
    /// <summary>What a new instance gives way to. A name that is not known is refused at publishing; until then it means always.</summary>
    public ActivationRule Activation => Rule(ActivationStrategy) ?? ActivationRule.Always;

    /// <summary>Whether other branches go on after an incident instead of the instance being Faulted at once.</summary>
    public bool ContinueWithIncidents => Word(IncidentStrategy) == "ContinueWithIncidents";

    /// <summary>Names that this engine gives no meaning.</summary>
    internal IEnumerable<DefinitionProblem> Problems()
    {
        if (Rule(ActivationStrategy) is null)
            yield return new("$.options.activationStrategyType", $"unknown activation strategy '{ActivationStrategy}'; use AllowAlwaysStrategy, SingletonStrategy, CorrelatedSingletonStrategy or CorrelationStrategy");
        if (Word(IncidentStrategy) is not (null or "Fault" or "ContinueWithIncidents"))
            yield return new("$.options.incidentStrategyType", $"unknown incident strategy '{IncidentStrategy}'; use FaultStrategy or ContinueWithIncidentsStrategy");
    }

    private static ActivationRule? Rule(string? strategy) => Word(strategy) switch
    {
        null or "AllowAlways" or "Always" => ActivationRule.Always,
        "Singleton" => ActivationRule.Singleton,
        "CorrelatedSingleton" => ActivationRule.CorrelatedSingleton,
        "Correlation" => ActivationRule.Correlation,
        _ => null,
    };

    private static string? Word(string? strategy)
        => string.IsNullOrWhiteSpace(strategy) ? null : strategy.EndsWith("Strategy", StringComparison.Ordinal) ? strategy[..^"Strategy".Length] : strategy;
}
