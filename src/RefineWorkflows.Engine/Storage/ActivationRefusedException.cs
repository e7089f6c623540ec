namespace RefineWorkflows.Engine.Storage;

/// <summary>An instance may not start, because another one runs that its definition's activation strategy gives way to. Nothing was written.</summary>
public sealed class ActivationRefusedException(InstanceHeader refused, ActivationRule rule, InstanceId rival) : WorkflowException(
    $"'{refused.DefinitionId}' cannot start now: its activation strategy is {rule}, and instance '{rival}' still runs. Wait until it has finished, or cancel it.")
{
    /// <summary>The definition that was to be started.</summary>
    public string DefinitionId { get; } = refused.DefinitionId;

    public ActivationRule Rule { get; } = rule;

    /// <summary>The instance that stands in the way.</summary>
    public InstanceId Rival { get; } = rival;
}
