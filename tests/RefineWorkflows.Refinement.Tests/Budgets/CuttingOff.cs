using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Tests.Budgets;

/// <summary>Caps on time, and what a day and a crash mean for caps.</summary>
public sealed class CuttingOff : IDisposable
{
    private static readonly BackEndTerms Free = new("painter", new PriceList(), SpendingCaps.None);
    private static readonly CallCost Picture = new(1, null, null);

    private readonly ManualTime time = new();
    private readonly MemoryLedger store = new();
    private SpendingLedger? opened;

    [Fact]
    public async Task A_call_that_takes_longer_than_is_left_is_cut_off_exactly_there()
    {
        CallAccount account = Open(new SpendingCaps(Time: TimeSpan.FromSeconds(10)));
        Task<int> call = Pay(account, "a", token => Cancellation.AwaitedAsync(token).ContinueWith(_ => 0, token, TaskContinuationOptions.None, TaskScheduler.Default));
        await MoveUntilEndedAsync(call);

        BudgetException stop = await Assert.ThrowsAsync<BudgetException>(() => call);
        Assert.True(stop.IsOfRun);
        Assert.Equal(TimeSpan.FromSeconds(10), (await opened!.OfRunAsync("run", default)).Spent.Time);
        await Assert.ThrowsAsync<BudgetException>(() => Pay(account, "b", _ => throw new InvalidOperationException("It was called.")));
    }

    [Fact]
    public async Task A_long_call_gets_more_time_as_long_as_there_is_some()
    {
        CallAccount account = Open(new SpendingCaps(Time: TimeSpan.FromMinutes(10)));
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> call = Pay(account, "a", token => answer.Task.WaitAsync(token));
        for (int second = 0; second < 1000; second++)
        {
            await SettledAsync(call);
            time.Advance(TimeSpan.FromSeconds(0.25));
        }

        answer.SetResult(7);
        Assert.Equal(7, await call);
        Assert.Equal(TimeSpan.FromSeconds(250), (await opened!.OfRunAsync("run", default)).Spent.Time);
    }

    [Fact]
    public async Task A_call_that_is_expected_to_take_longer_than_is_left_is_not_made()
    {
        CallAccount account = Open(new SpendingCaps(Time: TimeSpan.FromSeconds(10)));
        await Pay(account, "a", _ => Work(0.8));
        for (int n = 0; n < 11; n++)
            await Pay(account, $"b{n}", _ => Work(0.8));

        BudgetException stop = await Assert.ThrowsAsync<BudgetException>(() => Pay(account, "c", _ => Work(0.1)));
        Assert.Contains("9.6 of 10 s", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_used_up_is_waited_for_until_it_turns_here()
    {
        CallAccount account = Open(SpendingCaps.None, new SpendingCaps(Pictures: 1));
        await Pay(account, "a", _ => Work(0.5));

        BudgetException stop = await Assert.ThrowsAsync<BudgetException>(() => Pay(account, "b", _ => Work(0.5)));
        Assert.False(stop.IsOfRun);
        // Noon in Greenwich is two in the afternoon here.
        Assert.Equal(TimeSpan.FromHours(10) - TimeSpan.FromSeconds(0.5), stop.Wait);
        time.Advance(stop.Wait!.Value);
        await Pay(account, "b", _ => Work(0.5));
        Assert.Equal(1, (await opened!.OfTodayAsync(null, default)).Spent.Pictures);
    }

    [Fact]
    public async Task What_only_calls_under_way_hold_is_asked_for_again_soon()
    {
        CallAccount account = Open(SpendingCaps.None, new SpendingCaps(Pictures: 1));
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> first = Pay(account, "a", token => answer.Task.WaitAsync(token));

        Assert.Equal(TimeSpan.FromMinutes(1), (await Assert.ThrowsAsync<BudgetException>(() => Pay(account, "b", _ => Work(0)))).Wait);
        answer.SetException(new BackEndException("painter", BackEndFailure.Overloaded, "busy."));
        await Assert.ThrowsAsync<BackEndException>(() => first);
        await Pay(account, "b", _ => Work(0));
    }

    [Fact]
    public async Task A_day_that_is_too_small_for_one_call_is_not_waited_for()
    {
        opened = new SpendingLedger(store, (_, _) => Task.FromResult(SpendingCaps.None), new SpendingCaps(Cost: 1), time);
        var account = new CallAccount(opened, new BackEndTerms("cloud", new PriceList { PerPicture = 2 }, SpendingCaps.None), time);
        Assert.Null((await Assert.ThrowsAsync<BudgetException>(() => Pay(account, "a", _ => Work(0)))).Wait);
    }

    [Fact]
    public async Task Work_that_an_earlier_process_ordered_is_the_same_attempt()
    {
        CallAccount account = Open(new SpendingCaps(Pictures: 1));
        using var killed = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pay(account, "a", token => killed.CancelAsync().ContinueWith(_ => 0, token, TaskContinuationOptions.None, TaskScheduler.Default), stop: killed.Token));
        Assert.Equal(1, (await opened!.OfRunAsync("run", default)).Open.Pictures);

        await Pay(account, "a", _ => Work(0.5), resumes: true);
        LedgerSum sum = await opened.OfRunAsync("run", default);
        Assert.Equal((1, 1, default), (sum.Spent.Pictures, sum.Calls, sum.Open));
        // Its process died once more, after the picture was paid: fetching it again costs nothing.
        await Pay(account, "a", _ => Work(0.5), resumes: true);
        Assert.Equal(sum, await opened.OfRunAsync("run", default));
    }

    [Fact]
    public async Task What_has_to_be_ordered_again_within_a_call_is_paid_for_again()
    {
        CallAccount account = Open(new SpendingCaps(Pictures: 2));
        await Pay(account, "a", async token =>
        {
            await CallMeter.OrderingAgainAsync(token);
            return 1;
        });

        Assert.Equal(2, (await opened!.OfRunAsync("run", default)).Spent.Pictures);
        await Assert.ThrowsAsync<BudgetException>(() => Pay(account, "b", _ => Work(0)));
    }

    public void Dispose() => opened?.Dispose();

    private CallAccount Open(SpendingCaps ofRun, SpendingCaps? ofDay = null)
    {
        opened = new SpendingLedger(store, (_, _) => Task.FromResult(ofRun), ofDay ?? SpendingCaps.None, time);
        return new CallAccount(opened, Free, time);
    }

    private static Task<int> Pay(CallAccount account, string step, Func<CancellationToken, Task<int>> call, bool resumes = false, CancellationToken stop = default)
        => new CallOrigin("run", step, 1) { Resumes = resumes }.FlowAsync(() => account.PayAsync(Picture, call, _ => Picture, stop));

    private Task<int> Work(double seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(0);
    }

    private async Task MoveUntilEndedAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            await SettledAsync(call);
            time.Advance(TimeSpan.FromSeconds(0.25));
        }
    }

    /// <summary>Until the call waits for the clock again, or has ended.</summary>
    private async Task SettledAsync(Task call)
    {
        while (!call.IsCompleted && time.Waiting == 0)
            await Task.Yield();
    }
}
