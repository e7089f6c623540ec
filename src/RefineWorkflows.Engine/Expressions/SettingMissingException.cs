namespace RefineWorkflows.Engine.Expressions;

/// <summary>A secret input names a setting that is not there.</summary>
public sealed class SettingMissingException(string setting)
    : WorkflowException($"the environment variable '{setting}' that ${{{setting}}} stands for is not set, or not open to workflows. Set it where the host is started and retry, or change the input.");
