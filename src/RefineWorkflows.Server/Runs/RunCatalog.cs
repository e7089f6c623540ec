using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Server.Runs;

/// <summary>Runs as people see them: what the domain recorded, together with where the instance is.</summary>
internal sealed class RunCatalog(IInstanceStore store, WorkflowClient client, RunRecords records, RunArtifacts artifacts, SpendingLedger ledger, string currency)
{
    private readonly RunStates states = new(store, client);

    /// <summary>Ids that sort by time and can be typed: <c>20261121-075500-3fa9</c>.</summary>
    public static InstanceId NewId(TimeProvider time) => new($"{time.GetUtcNow():yyyyMMdd-HHmmss}-{WorkflowClient.NewId().Value[..4]}");

    /// <summary>Runs, newest first.</summary>
    public async Task<IReadOnlyList<RunView>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var views = new List<RunView>();
        foreach (RunRow row in await records.ListAsync(limit, cancellationToken))
            views.Add(await ViewAsync(row, cancellationToken));
        return views;
    }

    /// <summary>One run by its id or an unambiguous beginning or end of it; null when there is none.</summary>
    public async Task<RunView?> FindAsync(string id, CancellationToken cancellationToken)
        => await FindRowAsync(id, cancellationToken) is { } row ? await ViewAsync(row, cancellationToken) with { Budget = await BudgetAsync(row, cancellationToken) } : null;

    public async Task<RunRow?> FindRowAsync(string id, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(id, cancellationToken) is { } exact)
            return exact;
        RunRow[] alike = [.. (await records.ListAsync(10_000, cancellationToken)).Where(row => row.Id.StartsWith(id, StringComparison.Ordinal) || row.Id.EndsWith(id, StringComparison.Ordinal))];
        return alike.Length == 1 ? alike[0] : null;
    }

    public Task<IReadOnlyList<IterationRecord>> IterationsAsync(string run, CancellationToken cancellationToken) => records.IterationsAsync(run, cancellationToken);

    /// <summary>The hash over everything that must not depend on time or interruption.</summary>
    public async Task<string> FingerprintAsync(RunRow row, CancellationToken cancellationToken)
        => RunFingerprint.Compute(row.DefinitionVersion, row.Settings, await records.IterationsAsync(row.Id, cancellationToken));

    /// <summary>Leaves summary, collage, best and report for what exists, whatever state the run is in. A run that finished by itself has them already.</summary>
    public async Task LeaveArtifactsAsync(string id, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(id, cancellationToken) is not { } row)
            return;
        RunView view = await ViewAsync(row, cancellationToken);
        if (view.Status == RunStatus.Finished)
            return;
        string reason = view.Status switch
        {
            RunStatus.Cancelled => StopReasons.Cancelled,
            RunStatus.Failed => StopReasons.Failed,
            _ => StopReasons.Interrupted,
        };
        await artifacts.FinishAsync(row, await records.IterationsAsync(id, cancellationToken), await records.DevicePhasesAsync(id, cancellationToken), reason, cancellationToken);
    }

    /// <summary>What a run has spent, and what it may.</summary>
    public async Task<ReportBudget> BudgetAsync(RunRow row, CancellationToken cancellationToken)
        => ReportBudget.Of(await ledger.RowsAsync(row.Id, cancellationToken), row.Caps, currency);

    private async Task<RunView> ViewAsync(RunRow row, CancellationToken cancellationToken)
    {
        (string status, string? reason) = await states.OfAsync(await store.FindAsync(new InstanceId(row.Id), cancellationToken), row, explain: true, cancellationToken);
        return new RunView(
            row.Id,
            status,
            reason,
            artifacts.PathOf(row.Id),
            row.Iterations,
            row.Best is { } best ? new BestView(best.Iteration, best.Score, best.File, best.Clip) : null,
            row.Prompt,
            row.Goal,
            row.DefinitionVersion,
            StrategyKinds.NameOf(row.Settings.Strategy),
            row.Settings.Seed,
            row.CreatedAt);
    }
}
