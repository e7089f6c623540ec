namespace RefineWorkflows.Server.Composition;

/// <summary>The program does not start, because settings have values they cannot have.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception($"Settings that cannot be used (appsettings.json, or the environment as REFINE_…):\n  {string.Join("\n  ", problems)}")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
