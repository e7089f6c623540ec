using System.Collections.Concurrent;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Choosing;
using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>How well a taste is predicted after so many votes: accuracy on unseen pairs of unseen goals, over owners and seeds.</summary>
/// <param name="learning">Where votes are given.</param>
/// <param name="unseen">Where predictions are tried; goals that <paramref name="learning"/> has, too, are left out.</param>
/// <param name="owners">Whose tastes.</param>
public sealed class LearningCurve(TastePool learning, TastePool unseen, IReadOnlyList<SimulatedOwner> owners)
{
    private readonly TastePool _unseen = unseen.Without(learning);

    private const int TestPairs = 300, AskedAtOnce = 10, FirstModel = 20, Offered = 400;

    /// <summary>One accuracy an owner and seed at each number of votes.</summary>
    /// <param name="settings">The recipe.</param>
    /// <param name="votes">After how many votes, growing.</param>
    /// <param name="seeds">How many seeds.</param>
    /// <param name="chosen">Whether the pairs to ask are chosen by what they teach, instead of at random.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    public IReadOnlyDictionary<int, IReadOnlyList<(string Owner, double Accuracy)>> Measure(TrainingSettings settings, IReadOnlyList<int> votes, int seeds, bool chosen, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<(int Votes, string Owner, int Seed), double>();
        (SimulatedOwner Owner, int Seed)[] runs = [.. owners.SelectMany(owner => Enumerable.Range(1, seeds), (owner, seed) => (owner, seed))];
        Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, run =>
        {
            var voter = new OwnerVotes(learning, run.Owner, (ulong)run.Seed);
            IReadOnlyList<TrainingPair> truth = new OwnerVotes(_unseen, run.Owner, 99).Truth(TestPairs);
            TrainingSettings own = settings with { Seed = (ulong)run.Seed, MinimumPairs = 5 };
            List<TrainingPair> asked = chosen ? Choose(voter, votes[^1], own, (ulong)run.Seed, cancellationToken) : [.. voter.Random(votes[^1])];
            foreach (int count in votes)
                found[(count, run.Owner.Name, run.Seed)] = ModelTrial.Of(Train(asked.Take(count), own, cancellationToken), truth).AccuracyHalf;
        });
        return votes.ToDictionary(count => count, IReadOnlyList<(string, double)> (count) => [.. found.Where(one => one.Key.Votes == count).OrderBy(one => one.Key.Owner, StringComparer.Ordinal).ThenBy(one => one.Key.Seed).Select(one => (one.Key.Owner, one.Value))]);
    }

    private PreferenceModel? Train(IEnumerable<TrainingPair> pairs, TrainingSettings settings, CancellationToken cancellationToken)
        => Learn(new TrainingSet(learning.Features, [.. pairs]), settings, cancellationToken);

    /// <summary>The model of some votes; null when they are too few.</summary>
    internal static PreferenceModel? Learn(TrainingSet set, TrainingSettings settings, CancellationToken cancellationToken)
    {
        if (set.Pairs.Count == 0 || PreferenceTrainer.Insufficient(set, settings) is not null)
            return null;
        PreferenceTrainer trainer = PreferenceTrainer.Begin(set, settings);
        while (!trainer.IsDone)
            trainer.Step(cancellationToken);
        return PreferenceModel.Of(trainer.Finish());
    }

    // The first votes by variety, then ten at a time by the model that the votes so far have made.
    private List<TrainingPair> Choose(OwnerVotes voter, int count, TrainingSettings settings, ulong seed, CancellationToken cancellationToken)
    {
        var votes = new List<TrainingPair>();
        var asked = new List<(string, string)>();
        while (votes.Count < count)
        {
            PreferenceModel? model = votes.Count < FirstModel ? null : Train(votes, settings, cancellationToken);
            var chooser = new PairChooser(model, asked, [.. votes.Select(vote => (vote.A, vote.B))]);
            (CandidatePair Pair, int Goal, int A, int B)[] offered = [.. Enumerable.Range(0, Offered).Select(at => Draw(votes.Count, at, seed))];
            foreach (CandidatePair pair in chooser.Rank([.. offered.Select(one => one.Pair)], AskedAtOnce))
            {
                (_, int goal, int a, int b) = offered.First(one => one.Pair.Id == pair.Id);
                votes.Add(voter.Vote(votes.Count, goal, a, b));
                asked.Add((pair.ItemA, pair.ItemB));
            }
        }

        return votes;
    }

    private (CandidatePair, int, int, int) Draw(int round, int at, ulong seed)
    {
        long place = ((long)round * Offered) + at;
        int goal = StableRandom.Below(learning.Candidates.Count, seed, "offer goal", place);
        IReadOnlyList<PaintedCandidate> candidates = learning.Candidates[goal];
        int a = StableRandom.Below(candidates.Count, seed, "offer a", place);
        int b = (a + 1 + StableRandom.Below(candidates.Count - 1, seed, "offer b", place)) % candidates.Count;
        return (new CandidatePair($"{at}", $"{goal}/{a}", $"{goal}/{b}", candidates[a].Features, candidates[b].Features), goal, a, b);
    }
}
