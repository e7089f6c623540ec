using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>
/// Finds the workflows that drawings use as activities: by version id, else by version number, else the published one,
/// else the latest, else the published one whose name makes the type. Publishing pins what was found, so that an instance never changes what it is made of.
/// </summary>
internal sealed class UsedWorkflowFinder(IDefinitionStore store, ActivityRegistry registry)
{
    /// <summary>Everything that a definition uses, and what that uses.</summary>
    public async Task<UsedWorkflows> FindAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var used = new UsedWorkflows();
        var open = new Queue<WorkflowDefinition>([definition]);
        while (open.TryDequeue(out WorkflowDefinition? next))
        {
            foreach (WorkflowUse use in Uses(next).Where(use => !used.Knows(use)).ToList())
            {
                WorkflowDefinition? found = await FindAsync(use, cancellationToken) is { } stored ? DefinitionReader.Read(stored.Json, $"definition '{stored.DefinitionId}' version {stored.Version}") : null;
                if (used.TryAdd(use, found) && found is not null)
                    open.Enqueue(found);
            }
        }

        return used;
    }

    /// <summary>The definition's text, in which every workflow that it uses names the version that is meant now.</summary>
    public async Task<string> PinAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var pins = new Dictionary<WorkflowUse, StoredDefinition>();
        foreach (WorkflowUse use in Uses(definition).Distinct())
        {
            if (await FindAsync(use, cancellationToken) is { } stored && stored.VersionId != use.VersionId)
                pins[use] = stored;
        }

        if (pins.Count == 0)
            return definition.Json.GetRawText();
        JsonObject copy = JsonObject.Create(definition.Json)!.DeepClone().AsObject();
        Pin(copy["root"]!, pins);
        return copy.ToJsonString(EngineJson.Options);
    }

    private static void Pin(JsonNode node, Dictionary<WorkflowUse, StoredDefinition> pins)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject json => json.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (JsonNode child in children.OfType<JsonNode>().ToList())
            Pin(child, pins);
        if (node is not JsonObject activity || !activity.ContainsKey("type") || !activity.ContainsKey("id"))
            return;
        if (pins.TryGetValue(WorkflowUse.Of(JsonSerializer.SerializeToElement(activity)), out StoredDefinition? stored))
        {
            activity[WorkflowUse.DefinitionIdMember] = stored.DefinitionId;
            activity[WorkflowUse.VersionIdMember] = stored.VersionId;
            activity["version"] = stored.Version;
        }
    }

    private IEnumerable<WorkflowUse> Uses(WorkflowDefinition definition) => WorkflowUse.Activities(definition.Json.GetProperty("root"))
        .Where(activity => registry.Find(activity.GetProperty("type").GetString()!) is null)
        .Select(WorkflowUse.Of);

    private async Task<StoredDefinition?> FindAsync(WorkflowUse use, CancellationToken cancellationToken)
    {
        if (use.VersionId is { } versionId && await store.FindVersionAsync(versionId, cancellationToken) is { } exact)
            return exact;
        if (use.DefinitionId is not { } definitionId)
            return await FindByTypeAsync(use, cancellationToken);
        if (use.Version is { } number)
        {
            DefinitionPage numbered = await store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = [definitionId], Version = number }, cancellationToken);
            if (numbered.Items.Count > 0)
                return numbered.Items[0];
        }

        return await store.FindPublishedAsync(definitionId, cancellationToken)
            ?? await store.FindLatestAsync(definitionId, cancellationToken)
            ?? await FindByTypeAsync(use, cancellationToken);
    }

    /// <summary>A drawing by hand may name nothing but the type, and one from another server an id that is unknown here.</summary>
    private async Task<StoredDefinition?> FindByTypeAsync(WorkflowUse use, CancellationToken cancellationToken)
    {
        DefinitionPage published = await store.ListVersionsAsync(new DefinitionQuery { Versions = VersionSelection.Published }, cancellationToken);
        return published.Items.FirstOrDefault(one => one.ActivityType == use.Type && DefinitionReader.ReadOptions(one.Json).UsableAsActivity);
    }
}
