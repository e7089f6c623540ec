using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Tests.Budgets;

/// <summary>Never passed by a call: whatever is called, fails or dies, no cap is passed; and no call is refused that fits.</summary>
public sealed class NeverPassed
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_call_is_made_exactly_when_it_fits_every_cap(int seed)
    {
        var luck = new Random(seed);
        var time = new ManualTime();
        using var world = new World(luck, new MemoryLedger(), time);
        var model = new Dictionary<string, Spending>();
        var pace = new Dictionary<string, BackEndPace>();
        int made = 0, refused = 0;
        for (int n = 0; n < 120; n++)
        {
            string run = $"run{luck.Next(2)}";
            BackEndTerms terms = world.Terms[luck.Next(world.Terms.Length)];
            var most = new CallCost(luck.Next(3), luck.Next(2000), luck.Next(2000));
            if (most == default)
                continue;
            if (luck.Next(15) == 0)
                time.Advance(TimeSpan.FromHours(luck.Next(1, 12)));
            string day = time.GetLocalNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            (string Key, SpendingCaps Caps)[] scopes = [(run, world.RunCaps), ($"{terms.BackEnd} {day}", terms.DayCaps), (day, world.DayCaps)];
            var bound = new Spending(terms.Prices.Of(most), pace.GetValueOrDefault(terms.BackEnd, BackEndPace.Unknown).Time, most.Pictures);
            bool fits = scopes.All(one => one.Caps.Refusal(model.GetValueOrDefault(one.Key), bound) is null);

            Outcome outcome = (Outcome)luck.Next(4);
            var taken = new CallCost(luck.Next(most.Pictures + 1), luck.Next((most.InputTokens ?? 0) + 1), luck.Next((most.OutputTokens ?? 0) + 1));
            TimeSpan left = scopes.Min(one => one.Caps.Time is { } cap ? cap - model.GetValueOrDefault(one.Key).Time : TimeSpan.MaxValue);
            bool isTimed = left < TimeSpan.MaxValue;
            // Short enough not to be cut off: that has tests of its own.
            var work = TimeSpan.FromMilliseconds(luck.Next(1, 800));
            if (isTimed && work > left * 0.85)
                work = left > TimeSpan.Zero ? left * 0.85 : TimeSpan.Zero;
            TimeSpan reserved = isTimed ? Least(left, bound.Time > TimeSpan.FromSeconds(1) ? bound.Time : TimeSpan.FromSeconds(1)) : bound.Time;
            if (isTimed && work > reserved * 0.85)
                work = reserved * 0.85;
            bool called = false;
            using var gone = new CancellationTokenSource();
            try
            {
                await new CallOrigin(run, $"{run}:{n}", 1).FlowAsync(() => world.Account(terms).PayAsync(
                    most,
                    _ =>
                    {
                        called = true;
                        time.Advance(work);
                        if (outcome == Outcome.Dies)
                            gone.Cancel();
                        gone.Token.ThrowIfCancellationRequested();
                        return outcome switch
                        {
                            Outcome.IsRefused => throw new BackEndException(terms.BackEnd, BackEndFailure.Overloaded, "busy."),
                            Outcome.Breaks => throw new BackEndException(terms.BackEnd, BackEndFailure.Protocol, "noise."),
                            _ => Task.FromResult(taken),
                        };
                    },
                    answer => answer,
                    gone.Token));
            }
            catch (BudgetException)
            {
                Assert.False(called);
            }
            catch (BackEndException failure) when (outcome is Outcome.IsRefused or Outcome.Breaks)
            {
                Assert.Equal(terms.BackEnd, failure.BackEnd);
            }
            catch (OperationCanceledException) when (outcome == Outcome.Dies)
            {
                Assert.True(called);
            }

            Assert.True(called == fits, $"seed {seed}, call {n}: made {called}, fits {fits}");
            (made, refused) = called ? (made + 1, refused) : (made, refused + 1);
            if (!called)
                continue;
            Spending counts = outcome switch
            {
                Outcome.IsRefused => default,
                Outcome.Breaks => new Spending(bound.Cost, work, bound.Pictures),
                Outcome.Dies => new Spending(bound.Cost, reserved, bound.Pictures),
                _ => new Spending(terms.Prices.Of(taken), work, taken.Pictures),
            };
            if (outcome == Outcome.Answers)
                pace[terms.BackEnd] = pace.GetValueOrDefault(terms.BackEnd, BackEndPace.Unknown).With(counts);
            foreach ((string key, SpendingCaps caps) in scopes)
            {
                model[key] = model.GetValueOrDefault(key) + counts;
                World.AssertWithin(caps, model[key], $"seed {seed}, call {n}, {key}");
            }

            Assert.Equal(model[run], (await world.Ledger.OfRunAsync(run, default)).Spent);
            Assert.Equal(model[$"{terms.BackEnd} {day}"], (await world.Ledger.OfTodayAsync(terms.BackEnd, default)).Spent);
            Assert.Equal(model[day], (await world.Ledger.OfTodayAsync(null, default)).Spent);
        }

        Assert.True(made > 0 && refused > 0, $"seed {seed}: {made} made, {refused} refused");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Many_callers_in_two_processes_on_one_file_never_pass_a_cap_together(int seed)
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "refine.db");
        await using SqliteStore one = await SqliteStore.OpenAsync(file, TimeProvider.System, default);
        await using SqliteStore other = await SqliteStore.OpenAsync(file, TimeProvider.System, default);
        var luck = new Random(seed);
        var caps = new SpendingCaps(luck.Next(20, 60), null, luck.Next(15, 30));
        var terms = new BackEndTerms("cloud", new PriceList { PerPicture = 1 + luck.Next(3) }, new SpendingCaps(luck.Next(20, 60), null, null));
        SpendingLedger[] ledgers = [.. new[] { one, other, one, other }.Select(store => new SpendingLedger(new LedgerRecords(store), (_, _) => Task.FromResult(caps), caps, TimeProvider.System))];
        var gate = new Lock();
        Spending running = default;
        int refused = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            var account = new CallAccount(ledgers[worker % ledgers.Length], terms, TimeProvider.System);
            for (int n = 0; n < 4; n++)
            {
                int fate = (worker + n) % 4;
                using var gone = new CancellationTokenSource();
                try
                {
                    await new CallOrigin("run", $"run:{worker}", n + 1).FlowAsync(() => account.PayAsync(
                        new CallCost(1, null, null),
                        async token =>
                        {
                            lock (gate)
                            {
                                running += new Spending(terms.Prices.PerPicture, default, 1);
                                World.AssertWithin(caps, running, "all that was ever begun and not refused");
                                World.AssertWithin(terms.DayCaps, running, "the back end");
                            }

                            await Task.Yield();
                            if (fate == 0)
                                await gone.CancelAsync();
                            token.ThrowIfCancellationRequested();
                            if (fate != 1)
                                return true;
                            lock (gate)
                                running -= new Spending(terms.Prices.PerPicture, default, 1);
                            throw new BackEndException("cloud", BackEndFailure.RateLimited, "later.");
                        },
                        _ => new CallCost(1, null, null),
                        gone.Token));
                }
                catch (BudgetException)
                {
                    Interlocked.Increment(ref refused);
                }
                catch (BackEndException) when (fate == 1)
                {
                    // It cost nothing.
                    continue;
                }
                catch (OperationCanceledException) when (fate == 0)
                {
                    // Its process is gone; it goes on counting.
                    continue;
                }
            }
        })));

        LedgerSum sum = await ledgers[0].OfRunAsync("run", default);
        IReadOnlyList<LedgerRow> rows = await ledgers[1].RowsAsync("run", default);
        World.AssertWithin(caps, sum.Spent, "the run");
        Assert.Equal(running, sum.Spent with { Time = default });
        Assert.Equal(sum.Spent, rows.Aggregate(default(Spending), (so, row) => so + (row.Taken ?? row.Bound)));
        Assert.Equal(sum.Calls, rows.Count);
        Assert.True(refused > 0);
        // The next one would not have fitted: the cap is reached, not only approached.
        var next = new Spending(terms.Prices.PerPicture, default, 1);
        Assert.True(caps.Refusal(sum.Spent, next) is not null || terms.DayCaps.Refusal(sum.Spent, next) is not null);
        foreach (SpendingLedger ledger in ledgers)
            ledger.Dispose();
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private enum Outcome
    {
        Answers,
        IsRefused,
        Breaks,
        Dies,
    }

    private sealed class World : IDisposable
    {
        private readonly ManualTime time;

        public World(Random luck, ILedgerStore store, ManualTime time)
        {
            this.time = time;
            RunCaps = Caps(luck, 20);
            DayCaps = Caps(luck, 25);
            Terms =
            [
                new BackEndTerms("painter", new PriceList { PerPicture = luck.Next(4) * 0.25m }, Caps(luck, 15)),
                new BackEndTerms("talker", new PriceList { PerMillionInputTokens = luck.Next(500), PerMillionOutputTokens = luck.Next(900) }, SpendingCaps.None),
            ];
            Ledger = new SpendingLedger(store, (_, _) => Task.FromResult(RunCaps), DayCaps, time);
        }

        public SpendingCaps RunCaps { get; }

        public SpendingCaps DayCaps { get; }

        public BackEndTerms[] Terms { get; }

        public SpendingLedger Ledger { get; }

        public CallAccount Account(BackEndTerms terms) => new(Ledger, terms, time);

        public void Dispose() => Ledger.Dispose();

        public static void AssertWithin(SpendingCaps caps, Spending spent, string what)
        {
            Assert.True(spent.Cost <= (caps.Cost ?? decimal.MaxValue), $"{what}: {spent} of {caps}");
            Assert.True(spent.Time <= (caps.Time ?? TimeSpan.MaxValue), $"{what}: {spent} of {caps}");
            Assert.True(spent.Pictures <= (caps.Pictures ?? int.MaxValue), $"{what}: {spent} of {caps}");
        }

        private static SpendingCaps Caps(Random luck, int pictures) => new(
            luck.Next(3) == 0 ? null : luck.Next(1, 12) * 0.5m,
            luck.Next(3) == 0 ? TimeSpan.FromSeconds(luck.Next(2, 20)) : null,
            luck.Next(4) == 0 ? null : luck.Next(2, pictures));
    }
}
