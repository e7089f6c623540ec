using System.Collections.Concurrent;
using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Activities.Scripting;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>Definitions that have been checked, and their graphs. Each version is compiled once.</summary>
public sealed class DefinitionCatalog(IDefinitionStore store, ActivityRegistry registry, JavaScriptWorkerPool scripts, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, WorkflowGraph> graphs = new(StringComparer.Ordinal);
    private readonly UsedWorkflowFinder used = new(store, registry);
    private readonly TriggerInputs triggerInputs = new(registry, scripts, time);

    /// <summary>Checks a definition down to the syntax of its scripts. Nothing is stored.</summary>
    /// <param name="json">The definition's text.</param>
    /// <param name="source">The file or other place it came from, for errors.</param>
    /// <exception cref="DefinitionException">It cannot run; the exception lists everything that is wrong with it.</exception>
    public async Task<WorkflowGraph> ValidateAsync(string json, string source, CancellationToken cancellationToken) => (await SettleAsync(json, source, cancellationToken)).Drawn;

    /// <summary>
    /// Checks a definition and publishes it. The same content as the published version stores nothing; other content
    /// under the same version number becomes the next version, so that running instances stay on theirs.
    /// </summary>
    /// <exception cref="DefinitionException">It cannot run; nothing was stored.</exception>
    public async Task<StoredDefinition> PublishAsync(string json, string source, CancellationToken cancellationToken)
    {
        (WorkflowGraph drawn, WorkflowGraph settled) = await SettleAsync(await used.PinAsync(DefinitionReader.Read(json, source), cancellationToken), source, cancellationToken);
        WorkflowDefinition definition = drawn.Definition;
        StoredDefinition? latest = await store.FindLatestAsync(definition.DefinitionId, cancellationToken);
        if (latest is { IsPublished: true } && IsSameDrawing(latest.Json, definition))
            return latest;

        int version = Math.Max(definition.Version, (latest?.Version ?? 0) + 1);
        string versionId = version == definition.Version && await store.FindVersionAsync(definition.Id, cancellationToken) is null
            ? definition.Id
            : $"{definition.DefinitionId}-v{version}";
        WorkflowDefinition numbered = version == definition.Version && versionId == definition.Id ? definition : definition.With(("id", versionId), ("version", version));
        var stored = new StoredDefinition(versionId, definition.DefinitionId, version, definition.Name, true, true, time.GetUtcNow(), numbered.Json.GetRawText());
        await store.SaveAsync(stored, Triggers(settled, versionId), cancellationToken);
        return stored;
    }

    /// <summary>Publishes a stored version as it is.</summary>
    /// <exception cref="DefinitionException">It cannot run; nothing has changed.</exception>
    internal async Task<StoredDefinition> PublishVersionAsync(StoredDefinition version, CancellationToken cancellationToken)
    {
        string source = $"definition '{version.Name}'";
        string json = await used.PinAsync(DefinitionReader.Read(version.Json, source), cancellationToken);
        (_, WorkflowGraph settled) = await SettleAsync(json, source, cancellationToken);
        StoredDefinition published = version with { IsPublished = true, IsLatest = true, Json = json };
        await store.SaveAsync(published, Triggers(settled, version.VersionId), cancellationToken);
        return published;
    }

    /// <summary>A draft has changed: what was compiled of it is not true any more.</summary>
    internal void Forget(string versionId) => graphs.TryRemove(versionId, out _);

    /// <summary>The graph of a stored version.</summary>
    /// <exception cref="DefinitionMissingException">There is no such version.</exception>
    /// <exception cref="DefinitionException">This program does not know all of its activities.</exception>
    public async Task<WorkflowGraph> GraphAsync(string versionId, CancellationToken cancellationToken)
    {
        if (graphs.TryGetValue(versionId, out WorkflowGraph? known))
            return known;
        StoredDefinition stored = await store.FindVersionAsync(versionId, cancellationToken) ?? throw new DefinitionMissingException(versionId);
        string source = $"definition '{stored.DefinitionId}' version {stored.Version}";
        WorkflowDefinition definition = DefinitionReader.Read(stored.Json, source);
        return graphs.GetOrAdd(versionId, GraphCompiler.Compile(definition, registry, await used.FindAsync(definition, cancellationToken), source));
    }

    /// <summary>The published version of a definition.</summary>
    /// <exception cref="DefinitionMissingException">There is none.</exception>
    public async Task<StoredDefinition> PublishedAsync(string definitionId, CancellationToken cancellationToken)
        => await store.FindPublishedAsync(definitionId, cancellationToken) ?? throw new DefinitionMissingException(definitionId);

    /// <summary>The latest version of a definition, published or not; null when it is unknown.</summary>
    public Task<StoredDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) => store.FindLatestAsync(definitionId, cancellationToken);

    /// <summary>The latest version of every definition, by name.</summary>
    public Task<IReadOnlyList<StoredDefinition>> ListAsync(CancellationToken cancellationToken) => store.ListLatestAsync(cancellationToken);

    /// <returns>The graph as drawn, and the same with nothing but constants in its triggers.</returns>
    private async Task<(WorkflowGraph Drawn, WorkflowGraph Settled)> SettleAsync(string json, string source, CancellationToken cancellationToken)
    {
        WorkflowDefinition definition = DefinitionReader.Read(json, source);
        UsedWorkflows known = await used.FindAsync(definition, cancellationToken);
        WorkflowGraph graph = GraphCompiler.Compile(definition, registry, known, source);
        List<DefinitionProblem> problems = [.. graph.Definition.Options.Problems()];
        foreach ((ActivityNode node, string path, Expression expression) in graph.Nodes.SelectMany(node => node.Expressions.Select(one => (node, one.Path, one.Expression))))
        {
            string? script = expression switch
            {
                { Kind: ExpressionKind.JavaScript } => expression.Text,
                { Kind: ExpressionKind.Literal, Value.ValueKind: JsonValueKind.String } when node.Activity is RunJavaScript run && expression == run.Script.Expression => expression.Value.GetString(),
                _ => null,
            };
            if (script is not null && await scripts.CheckAsync(script, cancellationToken) is { } problem)
                problems.Add(new($"{path}.value", problem.ToString()));
        }

        return problems.Count == 0 ? (graph, await triggerInputs.SettleAsync(graph, known, source, cancellationToken)) : throw new DefinitionException(source, problems);
    }

    private static List<TriggerRow> Triggers(WorkflowGraph graph, string versionId)
    {
        var rows = new List<TriggerRow>();
        foreach (ActivityNode node in graph.Nodes.Where(node => TriggerInputs.IsTrigger(graph, node)))
        {
            TriggerPayload trigger = node.Activity.Trigger!;
            var literals = node.Inputs
                .Where(input => input.Expression is { Kind: ExpressionKind.Literal or ExpressionKind.Object })
                .ToDictionary(input => input.Name, input => input.Expression!.Value, StringComparer.Ordinal);
            JsonElement payload = trigger.Payload(literals);
            rows.Add(new TriggerRow(
                graph.Definition.DefinitionId, versionId, node.Id, trigger.Stimulus,
                StimulusHash.Compute(trigger.Stimulus, payload), JsonSerializer.SerializeToUtf8Bytes(payload, EngineJson.Options)));
        }

        return rows;
    }

    private static bool IsSameDrawing(string stored, WorkflowDefinition definition)
    {
        using JsonDocument document = JsonDocument.Parse(stored);
        JsonElement other = document.RootElement;
        return JsonElement.DeepEquals(Unnumbered(other), Unnumbered(definition.Json));
    }

    /// <summary>The definition without the numbers that publishing gives it.</summary>
    private static JsonElement Unnumbered(JsonElement json)
        => JsonSerializer.SerializeToElement(json.EnumerateObject().Where(one => one.Name is not ("id" or "version" or "createdAt")).ToDictionary(one => one.Name, one => one.Value));
}
