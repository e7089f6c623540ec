using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>Scripted back ends that cost something: 1 a picture, and 1 a verdict. The ledger is on the run's own store, as another process would have it.</summary>
internal sealed class PaidBackEnds : IJudge, IAsyncDisposable
{
    private readonly SqliteStore store;
    private readonly ScriptedBackEnds scripted;
    private readonly BackEndDoor court;

    private PaidBackEnds(SqliteStore store, ScriptedBackEnds scripted, SpendingCaps day, TimeProvider time)
    {
        this.store = store;
        this.scripted = scripted;
        var records = new RunRecords(store);
        Ledger = new SpendingLedger(new LedgerRecords(store), async (run, stop) => (await records.FindAsync(run, stop))?.Caps ?? SpendingCaps.None, day, time);
        court = Door("court", new PriceList { PerMillionInputTokens = 1 }, time);
        Painter = new GuardedGenerator(scripted, Door("scripted", new PriceList { PerPicture = 1 }, time));
    }

    public SpendingLedger Ledger { get; }

    public IImageGenerator Painter { get; }

    string IJudge.Id => "scripted";

    public BackEnds BackEnds => new([Painter], [this], [scripted], [new EmbeddedAgent()]) { PictureJudges = [PictureJudge.Measuring(new ImageCodec(ImageLimits.Default), "scripted")] };

    public static async Task<PaidBackEnds> OpenAsync(string folder, ScriptedBackEnds scripted, SpendingCaps? day = null, TimeProvider? time = null)
        => new(await SqliteStore.OpenAsync(Path.Combine(folder, "refine.db"), TimeProvider.System, default), scripted, day ?? SpendingCaps.None, time ?? TimeProvider.System);

    public Task PrepareAsync(CancellationToken cancellationToken) => scripted.PrepareAsync(cancellationToken);

    public Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken)
        => court.PassAsync(new CallCost(0, 1_000_000, null), token => scripted.EvaluateAsync(request, token), _ => new CallCost(0, 1_000_000, null), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Ledger.Dispose();
        await store.DisposeAsync();
    }

    private BackEndDoor Door(string name, PriceList prices, TimeProvider time) => new(name, new CallAccount(Ledger, new BackEndTerms(name, prices, SpendingCaps.None), time));
}
