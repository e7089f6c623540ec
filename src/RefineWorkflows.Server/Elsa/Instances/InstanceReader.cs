using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Instances as Studio opens them.</summary>
internal sealed class InstanceReader(Workbench workbench)
{
    public async Task<InstanceFound?> FindAsync(string id, CancellationToken cancellationToken)
        => id.Length > 0 && await workbench.Store.FindAsync(new InstanceId(id), cancellationToken) is { } header
            ? new InstanceFound(header, await InstanceDrawing.ReadAsync(header.DefinitionVersionId, workbench.Catalog, cancellationToken))
            : null;

    /// <summary>The whole instance.</summary>
    public async Task<InstanceDetails> DetailsAsync(InstanceFound found, CancellationToken cancellationToken)
    {
        InstanceState state = await workbench.Client.ReadStateAsync(found.Header.Id, cancellationToken);
        Dictionary<long, DateTimeOffset?> started = await workbench.Journals.LookAsync(
            found.Header, journal => state.Executions.Keys.ToDictionary(number => number, number => journal.Find(number)?.StartedAt), cancellationToken);
        bool isSystem = found.Drawing.Graph?.Definition.Json.TryGetProperty("isSystem", out JsonElement system) == true && system.ValueKind == JsonValueKind.True;
        // The state was read after the header and may be a step ahead; what is told is of one piece.
        InstanceHeader header = found.Header with { Status = state.Status, SubStatus = state.SubStatus, IncidentCount = state.Incidents.Count, Name = state.Name, CorrelationId = state.CorrelationId, FinishedAt = state.FinishedAt };
        return new InstanceDetails(header, isSystem, WorkflowStateView.Of(header, state, found.Drawing, isSystem, started));
    }

    /// <summary>The variables that the drawing declares and those made while it ran, with their last values. A workflow that is used as an activity keeps its own to itself.</summary>
    public async Task<IReadOnlyList<VariableView>> VariablesAsync(InstanceFound found, CancellationToken cancellationToken)
    {
        WorkflowGraph? graph = found.Drawing.Graph;
        List<VariableTrace> written = await workbench.Journals.LookAsync(found.Header, journal => journal.Variables.ToList(), cancellationToken);
        written.RemoveAll(one => graph?.Find(one.Scope) is { } scope && !IsOuter(scope, graph));
        var views = new List<VariableView>();
        foreach (ActivityNode scope in graph?.Nodes.Where(node => IsOuter(node, graph)) ?? [])
        {
            foreach (VariableDefinition declared in scope.Variables)
            {
                VariableTrace? last = written.Find(one => one.Scope == scope.Id && one.Id == declared.Id);
                views.Add(new(declared.Id, declared.Name, last is null ? Json(declared.Default) : await ValueAsync(found.Header.Id, last, cancellationToken)));
            }
        }

        foreach (VariableTrace made in written.Where(one => views.TrueForAll(view => view.Id != one.Id)).ToList())
            views.Add(new(made.Id, made.Name, await ValueAsync(found.Header.Id, made, cancellationToken)));
        return views;
    }

    private static bool IsOuter(ActivityNode scope, WorkflowGraph graph) => scope == graph.Workflow || (scope.Composite == graph.Workflow && scope.Definition is null);

    private async Task<JsonNode?> ValueAsync(InstanceId instance, VariableTrace variable, CancellationToken cancellationToken)
        => await workbench.Client.ReadJournalAsync(instance, variable.Sequence - 1, 1, cancellationToken) is [VariableWritten written] ? Json(written.Value) : null;

    private static JsonNode? Json(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());
}
