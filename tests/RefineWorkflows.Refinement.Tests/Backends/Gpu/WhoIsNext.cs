using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Tests.Backends.Gpu;

/// <summary>Single decisions of the planner.</summary>
public sealed class WhoIsNext
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, GpuModel> Models = new[] { Model("painter", 12), Model("judge", 7), Model("writer", 5), Model("training", 18) }.ToDictionary(one => one.Name);

    private readonly SwapPlanner planner = new(new SwapPolicy(20));

    [Fact]
    public void Nobody_waits_nothing_runs() => Assert.Null(planner.Next([], Memory("judge"), null, Noon));

    [Fact]
    public void A_model_in_memory_goes_before_an_older_step_that_is_not_overdue()
    {
        GpuTurn turn = Next([Waiting(1, "writer", 5, 30), Waiting(2, "judge", 1, 30)], Memory("judge", "painter"));
        Assert.Equal(2, turn.Request.Number);
        Assert.False(turn.Load);
        Assert.Empty(turn.Release);
    }

    [Fact]
    public void An_overdue_step_goes_before_a_model_in_memory()
    {
        GpuTurn turn = Next([Waiting(1, "writer", 31, 30), Waiting(2, "judge", 1, 30)], Memory("painter", "judge"));
        Assert.Equal(1, turn.Request.Number);
        Assert.True(turn.Load);
        Assert.Equal(["painter"], turn.Release);
        Assert.Equal("overdue after 31 s", turn.Cause);
    }

    [Fact]
    public void Of_two_overdue_steps_the_older_deadline_is_first()
        => Assert.Equal(2, Next([Waiting(1, "writer", 40, 30), Waiting(2, "painter", 35, 5)], Memory("judge")).Request.Number);

    [Fact]
    public void A_batch_that_has_begun_is_worked_off_before_an_overdue_step()
    {
        var batch = new GpuBatch("judge", 3, TimeSpan.FromSeconds(10));
        Assert.Equal(3, Next([Waiting(1, "writer", 60, 30), Waiting(3, "judge", 1, 30)], Memory("judge"), batch).Request.Number);
        Assert.Equal(1, Next([Waiting(1, "writer", 60, 30), Waiting(4, "judge", 1, 30)], Memory("judge"), batch).Request.Number);
        Assert.Equal(1, Next([Waiting(1, "writer", 60, 30), Waiting(3, "judge", 1, 30)], Memory("judge"), batch with { Left = TimeSpan.Zero }).Request.Number);
    }

    [Fact]
    public void Training_in_the_background_gives_way_until_its_age_limit()
    {
        GpuRequest training = Waiting(1, "training", 100, 600) with { Background = true };
        Assert.Equal(2, Next([training, Waiting(2, "writer", 1, 30)], Memory("training")).Request.Number);
        Assert.Equal(1, Next([training], Memory("judge")).Request.Number);
        Assert.Equal(1, Next([training with { Patience = TimeSpan.FromSeconds(100) }, Waiting(2, "writer", 1, 30)], Memory("writer")).Request.Number);
    }

    [Fact]
    public void Room_is_made_by_what_nobody_waits_for_and_by_no_more_than_is_needed()
    {
        Assert.Equal(["judge"], Memory("writer", "judge").RoomFor("painter", new HashSet<string> { "painter", "writer" }));
        Assert.Equal(["writer", "judge"], Memory("writer", "judge").RoomFor("training", new HashSet<string>()));
        Assert.Empty(Memory("painter").RoomFor("judge", new HashSet<string>()));
        Assert.Empty(Memory("painter").RoomFor("painter", new HashSet<string>()));
    }

    [Fact]
    public void Patience_is_what_the_queue_would_have_cost_in_its_order()
    {
        GpuRequest[] ahead = [Waiting(1, "painter", 0, 0), Waiting(2, "training", 0, 0)];
        Assert.Equal(TimeSpan.FromSeconds(3 + 10 + 30 + 10 + 30), planner.PatienceOf("judge", false, ahead, Memory("painter"), TimeSpan.FromSeconds(3)));
        Assert.Equal(TimeSpan.Zero, planner.PatienceOf("judge", false, [], Memory("judge"), TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromMinutes(1), new SwapPlanner(new SwapPolicy(20) { AgeLimit = TimeSpan.FromMinutes(1) }).PatienceOf("judge", false, ahead, Memory("painter"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_model_larger_than_the_budget_is_refused_with_both_figures()
    {
        var refused = Assert.Throws<GpuException>(() => new GpuQueue(new SwapPolicy(24L << 30), [new GpuModel("flux", 30L << 30, default, default)]));
        Assert.Equal("'flux' needs 30 GiB of graphics memory, the budget is 24 GiB. Take a smaller or more strongly quantised model, or raise the budget.", refused.Message);
    }

    [Fact]
    public void A_model_that_never_gives_its_memory_back_takes_its_need_off_the_budget()
    {
        GpuModel pinned = Models["judge"] with { Pinned = true };
        Assert.Contains("of which judge never gives", Assert.Throws<GpuException>(() => new GpuQueue(new SwapPolicy(20), [pinned, Models["training"]])).Message, StringComparison.Ordinal);
        Assert.Contains("(judge)", Assert.Throws<GpuException>(() => new GpuQueue(new SwapPolicy(6), [pinned])).Message, StringComparison.Ordinal);

        var queue = new GpuQueue(new SwapPolicy(20), [pinned, Models["painter"], Models["writer"]]);
        queue.Add("judge", false, Noon, TimeSpan.Zero);
        Assert.False(queue.Take(Noon)!.Load);
        queue.Loaded("painter");
        queue.Add("writer", false, Noon, TimeSpan.Zero);
        Assert.Equal(["painter"], queue.Take(Noon)!.Release);
    }

    private GpuTurn Next(IReadOnlyCollection<GpuRequest> waiting, GpuMemory memory, GpuBatch? batch = null) => planner.Next(waiting, memory, batch, Noon)!;

    private static GpuRequest Waiting(long number, string model, double age, double patience)
        => new(number, model, Noon.AddSeconds(-age), TimeSpan.FromSeconds(patience), false);

    private static GpuMemory Memory(params string[] loaded) => new(Models, loaded, 20);

    private static GpuModel Model(string name, long need) => new(name, need, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));
}
