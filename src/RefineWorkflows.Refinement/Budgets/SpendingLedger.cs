using System.Globalization;
using RefineWorkflows.Refinement.Backends.Calls;

namespace RefineWorkflows.Refinement.Budgets;

/// <summary>
/// What was spent, durable and shared by every process on one store. Each attempt is written down with what it takes at most,
/// in the same transaction that checks every cap; afterwards with what it took. One whose process died goes on counting with
/// what it takes at most, so that no cap is ever passed. Free calls where nothing is capped are written down once, afterwards.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="capsOfRun">The caps of a run.</param>
/// <param name="dayCaps">The caps of a day, over all back ends.</param>
/// <param name="time">The clock; the day turns at midnight of its time zone.</param>
public sealed class SpendingLedger(ILedgerStore store, Func<string, CancellationToken, Task<SpendingCaps>> capsOfRun, SpendingCaps dayCaps, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstSlice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromMinutes(1);

    // Callers of one process would only make each other read again.
    private readonly SemaphoreSlim gate = new(1);

    public SpendingCaps DayCaps { get; } = dayCaps;

    /// <summary>What was spent for a run.</summary>
    public Task<LedgerSum> OfRunAsync(string run, CancellationToken cancellationToken) => SumAsync(LedgerKeys.OfRun(run), cancellationToken);

    /// <summary>What was spent today; on one back end, or on all.</summary>
    public Task<LedgerSum> OfTodayAsync(string? backEnd, CancellationToken cancellationToken)
        => SumAsync(backEnd is null ? LedgerKeys.OfDay(Today()) : LedgerKeys.OfDay(Today(), backEnd), cancellationToken);

    /// <summary>Every attempt of a run.</summary>
    public async Task<IReadOnlyList<LedgerRow>> RowsAsync(string run, CancellationToken cancellationToken)
        => [.. (await store.ListAsync(LedgerKeys.RowsOf(run), cancellationToken)).Select(page => page.Read<LedgerRow>()!)];

    /// <summary>What calls of a back end take, by the earlier ones.</summary>
    public async Task<BackEndPace> PaceAsync(string backEnd, CancellationToken cancellationToken)
        => (await store.ReadAsync(LedgerKeys.PaceOf(backEnd), cancellationToken)).Read<BackEndPace>() ?? BackEndPace.Unknown;

    public void Dispose() => gate.Dispose();

    /// <summary>Refuses a call that would not fit now. Nothing is reserved.</summary>
    /// <exception cref="BudgetException">It does not fit.</exception>
    internal async Task CheckAsync(BackEndTerms terms, CallOrigin? origin, CallCost most, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerScope> scopes = await ScopesAsync(terms, origin, Today(), cancellationToken);
        if (scopes.Any(one => !one.Caps.IsNone))
            Require(scopes, Sums(await ReadAsync(scopes, cancellationToken)), await ExpectedAsync(terms, most, cancellationToken));
    }

    /// <summary>Reserves what an attempt takes at most, or refuses it.</summary>
    /// <exception cref="BudgetException">It does not fit.</exception>
    internal async Task<Reservation> ReserveAsync(BackEndTerms terms, CallOrigin? origin, CallCost most, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                string day = Today();
                IReadOnlyList<LedgerScope> scopes = await ScopesAsync(terms, origin, day, cancellationToken);
                if (terms.Prices.IsFree && scopes.All(one => one.Caps.IsNone))
                    return new Reservation(origin is null ? LedgerKeys.RowOfNobody() : LedgerKeys.LateRow(origin), Row(terms, origin, day, new Spending(0, default, most.Pictures)), scopes) { IsWritten = false };
                LedgerPage[] read = await ReadAsync(scopes, cancellationToken);
                Spending bound = await ExpectedAsync(terms, most, cancellationToken);
                Require(scopes, Sums(read), bound);
                if (Left(scopes, Sums(read)) is { } left)
                    bound = bound with { Time = Shorter(left, bound.Time > FirstSlice ? bound.Time : FirstSlice) };
                LedgerRow row = Row(terms, origin, day, bound);
                string key = origin is null
                    ? LedgerKeys.RowOfNobody()
                    : LedgerKeys.Row(origin, (await store.ListAsync(LedgerKeys.RowsOf(origin), cancellationToken)).Count);
                if (await store.TryWriteAsync(
                    [.. read.Select(page => Changed(page, sum => new LedgerSum(sum.Spent + bound, sum.Open + bound, sum.Calls + 1))), LedgerPage.Of(key, row)],
                    [.. read, new LedgerPage(key, default)],
                    cancellationToken))
                {
                    return new Reservation(key, row, scopes);
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Reserves more time for a call that is under way.</summary>
    /// <returns>How much; zero when no more is left.</returns>
    internal async Task<TimeSpan> ExtendAsync(Reservation reservation, TimeSpan by, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                LedgerPage[] read = await ReadAsync(reservation.Scopes, cancellationToken);
                LedgerPage page = await store.ReadAsync(reservation.Key, cancellationToken);
                TimeSpan added = Shorter(by, Left(reservation.Scopes, Sums(read)) ?? by);
                if (added <= TimeSpan.Zero)
                    return TimeSpan.Zero;
                var more = new Spending(0, added, 0);
                LedgerRow row = reservation.Row with { Bound = reservation.Row.Bound + more };
                if (await store.TryWriteAsync(
                    [.. read.Select(one => Changed(one, sum => sum with { Spent = sum.Spent + more, Open = sum.Open + more })), LedgerPage.Of(page.Key, row)],
                    [.. read, page],
                    cancellationToken))
                {
                    reservation.Row = row;
                    return added;
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Writes down what an attempt took.</summary>
    /// <param name="reservation">The attempt.</param>
    /// <param name="taken">What it took.</param>
    /// <param name="isTypical">Whether later ones may be expected to take as much.</param>
    internal async Task SettleAsync(Reservation reservation, Spending taken, bool isTypical)
    {
        // What is known must not be lost with the call that is given up.
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            while (true)
            {
                LedgerPage[] read = await ReadAsync(reservation.Scopes, CancellationToken.None);
                LedgerPage page = await store.ReadAsync(reservation.Key, CancellationToken.None);
                LedgerPage pace = await store.ReadAsync(LedgerKeys.PaceOf(reservation.Row.BackEnd), CancellationToken.None);
                Spending bound = reservation.IsWritten ? reservation.Row.Bound : default;
                int calls = reservation.IsWritten ? 0 : 1;
                List<LedgerPage> pages =
                [
                    .. read.Select(one => Changed(one, sum => new LedgerSum(sum.Spent - bound + taken, sum.Open - bound, sum.Calls + calls))),
                    LedgerPage.Of(page.Key, reservation.Row with { Taken = taken }),
                ];
                if (isTypical)
                    pages.Add(LedgerPage.Of(pace.Key, (pace.Read<BackEndPace>() ?? BackEndPace.Unknown).With(taken)));
                if (await store.TryWriteAsync(pages, [.. read, page, pace], CancellationToken.None))
                    return;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The last attempt that an earlier process began for a step; its result may still be fetched.</summary>
    /// <returns>Whether there is one, and its reservation unless it is settled.</returns>
    internal async Task<(bool IsKnown, Reservation? Open)> FindAsync(BackEndTerms terms, CallOrigin origin, CancellationToken cancellationToken)
    {
        LedgerPage? last = (await store.ListAsync(LedgerKeys.RowsOf(origin.Run, origin.Step), cancellationToken)).LastOrDefault(page => page.Read<LedgerRow>()!.BackEnd == terms.BackEnd);
        if (last?.Read<LedgerRow>() is not { } row)
            return (false, null);
        return (true, row.Taken is null ? new Reservation(last.Key, row, await ScopesAsync(terms, origin, row.Day, cancellationToken)) : null);
    }

    /// <summary>Why a call ended with the time that was left for it.</summary>
    internal async Task<BudgetException> OverdrawnAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        LedgerSum[] sums = Sums(await ReadAsync(reservation.Scopes, cancellationToken));
        int least = Enumerable.Range(0, sums.Length).Where(one => reservation.Scopes[one].Caps.Time is not null).MinBy(one => reservation.Scopes[one].Caps.Time!.Value - sums[one].Spent.Time);
        LedgerScope scope = reservation.Scopes[least];
        return Stop(scope, string.Create(CultureInfo.InvariantCulture, $"the call was cut off when the {scope.Caps.Time!.Value.TotalSeconds:0.#} s that back ends may work were over"), UntilTomorrow());
    }

    private LedgerRow Row(BackEndTerms terms, CallOrigin? origin, string day, Spending bound) => new()
    {
        Run = origin?.Run,
        Step = origin?.Step,
        Attempt = origin?.Attempt ?? 0,
        BackEnd = terms.BackEnd,
        Day = day,
        Purpose = origin?.Purpose,
        At = time.GetUtcNow(),
        Bound = bound,
    };

    private async Task<Spending> ExpectedAsync(BackEndTerms terms, CallCost most, CancellationToken cancellationToken)
        => new(terms.Prices.Of(most), (await PaceAsync(terms.BackEnd, cancellationToken)).Time, most.Pictures);

    private async Task<IReadOnlyList<LedgerScope>> ScopesAsync(BackEndTerms terms, CallOrigin? origin, string day, CancellationToken cancellationToken)
    {
        List<LedgerScope> scopes = [];
        if (origin is not null)
            scopes.Add(new LedgerScope(LedgerKeys.OfRun(origin.Run), "the run", await capsOfRun(origin.Run, cancellationToken), IsOfRun: true));
        scopes.Add(new LedgerScope(LedgerKeys.OfDay(day, terms.BackEnd), $"{terms.BackEnd} today", terms.DayCaps, IsOfRun: false));
        scopes.Add(new LedgerScope(LedgerKeys.OfDay(day), "today", DayCaps, IsOfRun: false));
        return scopes;
    }

    private void Require(IReadOnlyList<LedgerScope> scopes, LedgerSum[] sums, Spending more)
    {
        for (int one = 0; one < sums.Length; one++)
        {
            SpendingCaps caps = scopes[one].Caps;
            if (caps.Refusal(sums[one].Spent, more) is not { } refusal)
                continue;
            TimeSpan? wait = UntilTomorrow();
            if (caps.Refusal(default, more) is not null)
                wait = null;
            else if (caps.Refusal(sums[one].Spent - sums[one].Open, more) is null)
                wait = Shorter(TimeToSettle, wait.Value);
            throw Stop(scopes[one], refusal, wait);
        }
    }

    private static BudgetException Stop(LedgerScope scope, string refusal, TimeSpan? wait)
    {
        if (scope.IsOfRun)
            return new BudgetException($"The budget of the run is used up: {refusal}. Start one with a higher cap.") { IsOfRun = true };
        string then = wait is null ? "A whole day is not enough for one call; raise the cap." : wait == TimeToSettle ? "Calls under way may leave something of it." : "It goes on when the day turns, or when the cap is raised.";
        return new BudgetException($"The budget of {scope.Name} is used up: {refusal}. {then}") { Wait = wait };
    }

    private async Task<LedgerPage[]> ReadAsync(IReadOnlyList<LedgerScope> scopes, CancellationToken cancellationToken)
    {
        var pages = new LedgerPage[scopes.Count];
        for (int one = 0; one < pages.Length; one++)
            pages[one] = await store.ReadAsync(scopes[one].Key, cancellationToken);
        return pages;
    }

    private async Task<LedgerSum> SumAsync(string key, CancellationToken cancellationToken) => SumOn(await store.ReadAsync(key, cancellationToken));

    private static LedgerSum SumOn(LedgerPage page) => page.Read<LedgerSum>() ?? LedgerSum.Nothing;

    private static LedgerSum[] Sums(LedgerPage[] pages) => [.. pages.Select(SumOn)];

    private static LedgerPage Changed(LedgerPage page, Func<LedgerSum, LedgerSum> change) => LedgerPage.Of(page.Key, change(SumOn(page)));

    /// <summary>The time that is left by the tightest cap; null where none is capped.</summary>
    private static TimeSpan? Left(IReadOnlyList<LedgerScope> scopes, LedgerSum[] sums)
        => scopes.Zip(sums).Where(one => one.First.Caps.Time is not null).Select(one => (TimeSpan?)(one.First.Caps.Time!.Value - one.Second.Spent.Time)).Min();

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private string Today() => time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private TimeSpan UntilTomorrow()
    {
        DateTime midnight = time.GetLocalNow().Date.AddDays(1);
        // Where clocks are put forward at midnight, the day begins an hour later.
        if (time.LocalTimeZone.IsInvalidTime(midnight))
            midnight = midnight.AddHours(1);
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(midnight, DateTimeKind.Unspecified), time.LocalTimeZone) - time.GetUtcNow().UtcDateTime;
    }
}
