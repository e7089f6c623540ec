using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Every activity type that a drawing may contain: those built in, and the published workflows that are usable as activities.</summary>
internal sealed class ActivityTypes(ActivityRegistry registry, IDefinitionStore store)
{
    public IEnumerable<ActivityDescriptor> BuiltIn => registry.Descriptors;

    /// <summary>Workflows that can be drawn as activities, every stored version that was meant for it, newest first.</summary>
    public async Task<IReadOnlyList<UsableWorkflow>> WorkflowsAsync(CancellationToken cancellationToken)
    {
        DefinitionPage all = await store.ListVersionsAsync(new DefinitionQuery { Versions = VersionSelection.Published }, cancellationToken);
        List<UsableWorkflow> usable = [];
        foreach (StoredDefinition stored in all.Items)
        {
            // Most definitions are not meant as activities; parsing them all would cost more than looking first.
            if (stored.Json.Contains("usableAsActivity", StringComparison.OrdinalIgnoreCase)
                && DefinitionReader.Read(stored.Json, stored.DefinitionId) is { Options.UsableAsActivity: true } definition)
            {
                usable.Add(new UsableWorkflow(stored, definition, stored.ActivityType));
            }
        }

        return usable;
    }

    /// <summary>Built-in types by name, with the version that their descriptor has.</summary>
    public IReadOnlyDictionary<string, int> BuiltInVersions { get; } = registry.Descriptors.ToDictionary(one => one.TypeName, one => one.Text.Version, StringComparer.Ordinal);
}
