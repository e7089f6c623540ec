using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Api;

/// <summary>Instances as the API's runs, from the moment they are accepted.</summary>
internal sealed class RunResources(IInstanceStore store, WorkflowClient client, RunRecords records, RunCatalog? runs = null)
{
    private readonly RunStates states = new(store, client);

    /// <summary>One run, or null.</summary>
    public async Task<RunResource?> FindAsync(string id, CancellationToken cancellationToken)
        => await store.FindAsync(new InstanceId(id), cancellationToken) is { } header ? await ShapeAsync(header, explain: true, cancellationToken) : null;

    /// <summary>Runs, newest first, after the one with the given id. What went wrong with one stands in its journal, which a list does not read.</summary>
    public async Task<RunPage> ListAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        IReadOnlyList<InstanceHeader> headers = await store.ListAsync(
            new InstanceQuery { Limit = limit + 1, After = after is null ? null : new InstanceId(after) }, cancellationToken);
        var items = new List<RunResource>(limit);
        foreach (InstanceHeader header in headers.Take(limit))
            items.Add(await ShapeAsync(header, explain: false, cancellationToken));
        return new RunPage(items, headers.Count > limit ? items[^1].Id : null);
    }

    private async Task<RunResource> ShapeAsync(InstanceHeader header, bool explain, CancellationToken cancellationToken)
    {
        RunRow? row = await records.FindAsync(header.Id.Value, cancellationToken);
        (string status, string? reason) = await states.OfAsync(header, row, explain, cancellationToken);
        return new RunResource(
            header.Id.Value,
            status,
            reason,
            header.DefinitionId,
            header.DefinitionVersion,
            header.Name,
            header.CorrelationId,
            header.CreatedAt,
            header.FinishedAt,
            header.IncidentCount,
            row?.Prompt,
            row?.Goal,
            row is null ? null : StrategyKinds.NameOf(row.Settings.Strategy),
            row?.Settings.Seed,
            row?.Iterations,
            row?.Best is { } best ? new BestView(best.Iteration, best.Score, best.File, best.Clip) : null)
        {
            Budget = row is not null && explain && runs is not null ? await runs.BudgetAsync(row, cancellationToken) : null,
        };
    }
}
