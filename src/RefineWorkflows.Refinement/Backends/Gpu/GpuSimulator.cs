namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Runs a load through the queue of the scheduler in simulated time. Pure: the same load and policy give the same result.</summary>
public static class GpuSimulator
{
    /// <param name="load">What is asked for.</param>
    /// <param name="policy">The order; its budget is the load's.</param>
    public static SimulationResult Run(SimulatedLoad load, SwapPolicy policy)
    {
        var queue = new GpuQueue(policy with { Budget = load.Budget }, load.Models);
        var arrivals = new PriorityQueue<(int Run, int Step), (DateTimeOffset At, int Run)>();
        var askers = new Dictionary<long, (int Run, int Step)>();
        DateTimeOffset start = DateTimeOffset.UnixEpoch, now = start;
        var waits = new List<TimeSpan>();
        TimeSpan worstBackground = TimeSpan.Zero;
        int loads = 0, steps = 0;
        long highest = 0;
        for (int run = 0; run < load.Runs.Count; run++)
            Enqueue(run, 0, start);

        while (arrivals.Count > 0 || queue.Count > 0)
        {
            if (queue.Count == 0 && arrivals.TryPeek(out _, out (DateTimeOffset At, int Run) next) && next.At > now)
                now = next.At;
            Admit(now, now);
            GpuTurn turn = queue.Take(now)!;
            TimeSpan swap = turn.Load ? queue.ExpectedLoad(turn.Request.Model) : TimeSpan.Zero;
            foreach (string gone in turn.Release)
                queue.Released(gone);
            if (turn.Load)
            {
                loads++;
                queue.Loaded(turn.Request.Model);
            }

            highest = Math.Max(highest, queue.Memory.Used);
            (int asker, int position) = askers[turn.Request.Number];
            askers.Remove(turn.Request.Number);
            SimulatedStep step = load.Runs[asker][position];
            TimeSpan wait = now + swap - turn.Request.Since;
            if (!step.Background)
                waits.Add(wait);
            else if (wait > worstBackground)
                worstBackground = wait;
            steps++;
            DateTimeOffset expectedEnd = now + swap + queue.ExpectedStep(step.Model), end = now + swap + step.Takes;
            Admit(end, expectedEnd);
            now = end;
            Enqueue(asker, position + 1, now);
        }

        TimeSpan mean = waits.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)waits.Average(one => one.Ticks));
        return new SimulationResult(steps, loads, mean, waits.DefaultIfEmpty().Max(), worstBackground, now - start, highest);

        void Enqueue(int run, int step, DateTimeOffset from)
        {
            if (step < load.Runs[run].Count)
                arrivals.Enqueue((run, step), (from + load.Runs[run][step].Pause, run));
        }

        void Admit(DateTimeOffset until, DateTimeOffset runningUntil)
        {
            while (arrivals.TryPeek(out (int Run, int Step) asker, out (DateTimeOffset At, int Run) due) && due.At <= until)
            {
                arrivals.Dequeue();
                SimulatedStep step = load.Runs[asker.Run][asker.Step];
                TimeSpan running = runningUntil > due.At ? runningUntil - due.At : TimeSpan.Zero;
                askers[queue.Add(step.Model, step.Background, due.At, running).Number] = asker;
            }
        }
    }
}
