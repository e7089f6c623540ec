namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>
/// Loads of a machine with one 24 GB card of which models may hold 20 GB. Needs of the reviewing models are those of
/// the quality review's phases (verification 7 GB, benchmark 4 GB, preference 6 GB, training 18 GB in the background);
/// two painters and a writer work on the same card. A load is taken to last 2 s and 0.75 s per GB.
/// </summary>
public static class MixedLoads
{
    private const long Gb = 1_000_000_000;

    private static readonly GpuModel[] Members =
    [
        Model("painter-xl", 12, 11), Model("painter-small", 8, 6), Model("verifier", 7, 5), Model("benchmark", 4, 3), Model("preference", 6, 2), Model("writer", 5, 4), Model("training", 18, 90),
    ];

    /// <summary>What follows a picture in a round: the refine loop, the quality review, critic and writer, and a plain benchmark.</summary>
    private static readonly string[][] Shapes = [["verifier", "writer"], ["verifier", "benchmark", "preference"], ["writer", "verifier", "writer"], ["benchmark"]];

    /// <summary>The loads of the table.</summary>
    public static IReadOnlyList<SimulatedLoad> All(ulong seed) => [Loops(seed, 4, 60), Loops(seed, 12, 25), Loops(seed, 32, 12), Independent(seed, 600, 1.1), Independent(seed, 600, 0.8), Independent(seed, 600, 0.5)];

    /// <summary>Runs side by side, each of one of the loops' shapes, with one painter and rounds until it ends; beside them one trains in the background.</summary>
    /// <param name="seed">Chooses shapes, painters and times.</param>
    /// <param name="runs">Runs side by side.</param>
    /// <param name="rounds">Rounds of each.</param>
    public static SimulatedLoad Loops(ulong seed, int runs, int rounds)
    {
        var all = new List<IReadOnlyList<SimulatedStep>>();
        for (int run = 0; run < runs; run++)
        {
            var luck = new Luck(seed, $"loops/{run}");
            string painter = luck.Below(2) == 0 ? "painter-xl" : "painter-small";
            string[] shape = Shapes[luck.Below(Shapes.Length)];
            var steps = new List<SimulatedStep>();
            for (int round = 0; round < rounds; round++)
            {
                steps.Add(luck.Step(painter, pause: round == 0 ? 120 : 2));
                foreach (string model in shape)
                    steps.Add(luck.Step(model, pause: 0.5));
            }

            all.Add(steps);
        }

        var trainer = new Luck(seed, "loops/training");
        all.Add([.. Enumerable.Range(0, Math.Max(1, rounds / 5)).Select(_ => trainer.Step("training", 40.0 * runs, background: true))]);
        return new SimulatedLoad($"{runs} loops x {rounds} rounds", 20 * Gb, Members, all);
    }

    /// <summary>Single steps for any model but training that arrive independently of each other.</summary>
    /// <param name="seed">Chooses models and times.</param>
    /// <param name="steps">How many.</param>
    /// <param name="pressure">Work that arrives per time, without any loads; below 1 the device could keep up if it never loaded.</param>
    public static SimulatedLoad Independent(ulong seed, int steps, double pressure)
    {
        var luck = new Luck(seed, "independent");
        double mean = Members.Take(6).Average(one => one.StepTime.TotalSeconds) / pressure, at = 0;
        var all = new List<IReadOnlyList<SimulatedStep>>();
        for (int step = 0; step < steps; step++)
        {
            at += -Math.Log(1 - luck.Unit()) * mean;
            all.Add([luck.Step(Members[luck.Below(6)].Name, 0) with { Pause = TimeSpan.FromSeconds(at) }]);
        }

        return new SimulatedLoad(FormattableString.Invariant($"{steps} independent steps, pressure {pressure:0.0}"), 20 * Gb, Members, all);
    }

    private static GpuModel Model(string name, int gb, double step) => new(name, gb * Gb, TimeSpan.FromSeconds(2 + (0.75 * gb)), TimeSpan.FromSeconds(step));

    private sealed class Luck(ulong seed, string purpose)
    {
        private long position;

        public double Unit() => StableRandom.Unit(seed, purpose, position++);

        public int Below(int limit) => StableRandom.Below(limit, seed, purpose, position++);

        /// <summary>A step that takes 0.6 to 1.4 times what its model usually takes, after 0.5 to 1.5 times the pause.</summary>
        public SimulatedStep Step(string model, double pause, bool background = false)
        {
            TimeSpan usual = Members.Single(one => one.Name == model).StepTime;
            return new SimulatedStep(model, TimeSpan.FromSeconds(pause * (0.5 + Unit())), usual * (0.6 + (0.8 * Unit())), background);
        }
    }
}
