using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Tests.Backends.Gpu;

/// <summary>Loads of any shape: few or many models that fit together or not, one long run or hundreds of single steps, idle or overloaded.</summary>
internal static class SomeLoad
{
    public const long Budget = 100;

    public static SimulatedLoad Any(ulong seed, bool background = false)
    {
        long position = 0;
        int Below(int limit) => StableRandom.Below(limit, seed, "load", position++);
        double Unit() => StableRandom.Unit(seed, "load", position++);

        GpuModel[] models = [.. Enumerable.Range(0, 2 + Below(6)).Select(one => new GpuModel($"m{one}", 5 + Below(96), TimeSpan.FromSeconds(1 + (30 * Unit())), TimeSpan.FromSeconds(1 + (20 * Unit() * Unit()))))];
        int popular = Below(models.Length);
        double liking = Unit();
        bool single = Below(2) == 0;
        int runs = single ? 30 + Below(120) : 1 + Below(20);
        double spread = models.Average(one => one.StepTime.TotalSeconds) * runs / (0.2 + (1.5 * Unit()));
        var all = new List<IReadOnlyList<SimulatedStep>>();
        for (int run = 0; run < runs; run++)
        {
            var steps = new List<SimulatedStep>();
            int count = single ? 1 : 5 + Below(15);
            for (int step = 0; step < count; step++)
            {
                GpuModel model = Unit() < liking ? models[popular] : models[Below(models.Length)];
                double pause = step == 0 ? spread * Unit() : 3 * Unit();
                steps.Add(new SimulatedStep(model.Name, TimeSpan.FromSeconds(pause), model.StepTime * (0.5 + Unit()), background && Below(8) == 0));
            }

            all.Add(steps);
        }

        return new SimulatedLoad($"load {seed}", Budget, models, all);
    }
}
