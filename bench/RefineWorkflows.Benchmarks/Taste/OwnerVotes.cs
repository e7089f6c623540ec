using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>How a simulated owner votes on a pool: one vote in ten is flipped, and near equals are ties.</summary>
public sealed class OwnerVotes(TastePool pool, SimulatedOwner owner, ulong seed)
{
    private const double Flipped = 0.1, TieWidth = 0.15;

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    // What counts as near is a share of how far two pictures of one goal usually lie apart.
    private readonly double _near = TieWidth * Math.Sqrt(pool.Candidates.SelectMany(goal => goal.SelectMany(_ => goal, (one, other) => Math.Pow(owner.Utility(one) - owner.Utility(other), 2))).Average());

    /// <summary>The vote on two candidates of a goal.</summary>
    /// <param name="at">Its number; decides whether it is flipped.</param>
    /// <param name="goal">The goal's place.</param>
    /// <param name="a">One candidate's place.</param>
    /// <param name="b">The other's.</param>
    public TrainingPair Vote(int at, int goal, int a, int b)
        => Pair(at, goal, a, b, flips: StableRandom.Unit(seed, owner.Name, at) < Flipped);

    /// <summary>Pairs drawn evenly over goals and candidates.</summary>
    public IEnumerable<TrainingPair> Random(int count) => Enumerable.Range(0, count).Select(at =>
    {
        (int goal, int a, int b) = Draw(at, "vote");
        return Vote(at, goal, a, b);
    });

    /// <summary>Pairs as they truly are, without ties and flips: what predictions are held against.</summary>
    public IReadOnlyList<TrainingPair> Truth(int count) =>
    [
        .. Enumerable.Range(0, 20 * count)
            .Select(at => (At: at, Drawn: Draw(at, "truth")))
            .Select(one => Pair(one.At, one.Drawn.Goal, one.Drawn.A, one.Drawn.B, flips: false))
            .Where(pair => pair.Outcome != PairOutcome.Tie)
            .Take(count),
    ];

    private (int Goal, int A, int B) Draw(int at, string purpose)
    {
        int goal = StableRandom.Below(pool.Candidates.Count, seed, $"{purpose} goal", at);
        int count = pool.Candidates[goal].Count;
        int a = StableRandom.Below(count, seed, $"{purpose} a", at);
        int b = (a + 1 + StableRandom.Below(count - 1, seed, $"{purpose} b", at)) % count;
        return (goal, a, b);
    }

    private TrainingPair Pair(int at, int goal, int a, int b, bool flips)
    {
        (PaintedCandidate one, PaintedCandidate other) = (pool.Candidates[goal][a], pool.Candidates[goal][b]);
        double gap = owner.Utility(one) - owner.Utility(other);
        PairOutcome outcome = Math.Abs(gap) < _near ? PairOutcome.Tie : gap > 0 != flips ? PairOutcome.A : PairOutcome.B;
        return new TrainingPair($"{seed}-{at}-{goal}-{a}-{b}", one.Goal, one.Features, other.Features, outcome, 1, PairSource.Human, Start.AddMinutes(at));
    }
}
