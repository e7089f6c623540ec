using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>One call in the ledger, from the reservation of its first attempt until the last is settled.</summary>
/// <param name="ledger">Where it is written down.</param>
/// <param name="terms">What the back end costs.</param>
/// <param name="origin">For whom it is.</param>
/// <param name="time">The clock.</param>
/// <param name="cut">Ends the call.</param>
internal sealed class Payment(SpendingLedger ledger, BackEndTerms terms, CallOrigin? origin, TimeProvider time, CancellationTokenSource cut) : IAsyncDisposable
{
    private static readonly TimeSpan LeastExtension = TimeSpan.FromSeconds(1);

    private Reservation? open;
    private CancellationTokenSource? over;
    private Task watch = Task.CompletedTask;
    private CallCost most;
    private CallCost? counted;
    private long since;
    private bool sent;
    private bool resumed;

    /// <summary>Why the call was cut off; null when it was not.</summary>
    public BudgetException? Overdrawn { get; private set; }

    public async Task BeginAsync(CallCost bound, CancellationToken cancellationToken)
    {
        most = bound;
        since = time.GetTimestamp();
        if (bound == default)
            return;
        if (origin is { Resumes: true } && await ledger.FindAsync(terms, origin, cancellationToken) is (true, var earlier))
        {
            resumed = true;
            if (earlier is not null)
                Open(earlier);
            return;
        }

        await ReserveAsync(bound, cancellationToken);
    }

    /// <summary>The first question is the one that is reserved, unless it may take more.</summary>
    public async Task SendAsync(ChatRequest request, int maxTokens, CancellationToken cancellationToken)
    {
        CallCost bound = terms.Prices.Bound(request, maxTokens);
        if (!sent && open is { } reserved && terms.Prices.Of(bound) <= reserved.Row.Bound.Cost)
        {
            sent = true;
            return;
        }

        sent = true;
        await CloseAsync(counted ?? default, isTypical: counted is not null);
        await ReserveAsync(bound, cancellationToken);
    }

    public void Count(CallCost answered)
    {
        CallCost before = counted ?? default;
        counted = new CallCost(0, before.InputTokens + answered.InputTokens ?? answered.InputTokens ?? before.InputTokens, before.OutputTokens + answered.OutputTokens ?? answered.OutputTokens ?? before.OutputTokens);
    }

    /// <summary>What was ordered before may have been made all the same: it keeps counting.</summary>
    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        await CloseAsync(most, isTypical: false);
        await ReserveAsync(most, cancellationToken);
    }

    public Task EndAsync(CallCost taken) => CloseAsync(counted is { InputTokens: not null } or { OutputTokens: not null } ? counted.Value : Known(taken), isTypical: true);

    /// <summary>Counts what is known of a call that failed: nothing of one that was refused, everything of one that may have been done.</summary>
    public async Task FailAsync(Exception failure)
    {
        if (await TakeAsync() is not { } reservation)
            return;
        Spending bound = reservation.Row.Bound;
        TimeSpan worked = Worked(reservation);
        Spending taken = failure switch
        {
            BackEndException refused when FailedWork.WasRefused(refused) => default,
            BackEndException { Failure: BackEndFailure.OutOfMemory } => new Spending(0, worked, 0),
            BackEndException { Failure: BackEndFailure.ContentBlocked } => new Spending(bound.Cost, worked, 0),
            _ => bound with { Time = worked },
        };
        await ledger.SettleAsync(reservation, taken, isTypical: false);
    }

    /// <summary>Stops watching. What is still open goes on counting with what it takes at most.</summary>
    public async ValueTask DisposeAsync() => await TakeAsync();

    private TimeSpan Elapsed => time.GetElapsedTime(since);

    private Task DelayAsync(TimeSpan delay, CancellationToken over) => delay > TimeSpan.Zero ? Task.Delay(delay, time, over) : Task.CompletedTask;

    private async Task ReserveAsync(CallCost bound, CancellationToken cancellationToken)
    {
        Reservation reservation = await ledger.ReserveAsync(terms, origin, bound, cancellationToken);
        counted = null;
        since = time.GetTimestamp();
        Open(reservation);
    }

    private void Open(Reservation reservation)
    {
        open = reservation;
        if (!reservation.IsTimed)
            return;
        over = new CancellationTokenSource();
        watch = WatchAsync(reservation, over.Token);
    }

    /// <summary>Reserves more time while the call goes on, and cuts it off where there is none.</summary>
    private async Task WatchAsync(Reservation reservation, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                TimeSpan granted = reservation.Row.Bound.Time;
                // A little early: the next time is reserved before this is over.
                await DelayAsync((granted - Elapsed) * 0.9, ended);
                if (await ledger.ExtendAsync(reservation, granted > LeastExtension ? granted : LeastExtension, ended) > TimeSpan.Zero)
                    continue;
                await DelayAsync(granted - Elapsed, ended);
                Overdrawn = await ledger.OverdrawnAsync(reservation, ended);
                await cut.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The call has ended by itself.
        }
    }

    private async Task CloseAsync(CallCost taken, bool isTypical)
    {
        if (await TakeAsync() is { } reservation)
            await ledger.SettleAsync(reservation, new Spending(terms.Prices.Of(taken), Worked(reservation), taken.Pictures), isTypical && !resumed);
        resumed = false;
    }

    /// <summary>Tokens that nobody counted are taken to be as many as they may.</summary>
    private CallCost Known(CallCost taken) => taken with { InputTokens = taken.InputTokens ?? most.InputTokens, OutputTokens = taken.OutputTokens ?? most.OutputTokens };

    /// <summary>What a call takes after it was cut off is nobody's time any more; what an earlier process waited for it is not known.</summary>
    private TimeSpan Worked(Reservation reservation)
    {
        TimeSpan worked = Elapsed;
        TimeSpan granted = reservation.Row.Bound.Time;
        if (reservation.IsTimed && worked > granted || resumed && worked < granted)
            return granted;
        return worked;
    }

    private async Task<Reservation?> TakeAsync()
    {
        Reservation? taken = open;
        open = null;
        if (over is { } watching)
        {
            over = null;
            await watching.CancelAsync();
            await watch;
            watching.Dispose();
        }

        return taken;
    }
}
