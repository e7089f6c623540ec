using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning.Data;

/// <summary>What of a set is fit to learn from, and what was found wrong with the rest.</summary>
/// <param name="Pairs">What is left, in the set's order; a contradiction stands where it was first heard of, as a tie.</param>
/// <param name="Identical">Ids of pairs whose sides have equal features: they teach nothing.</param>
/// <param name="Contradictory">How many pairs were answered both ways, each now one tie.</param>
/// <param name="Cycles">How many times A beat B, B beat C and C beat A: no order can be true to that.</param>
public sealed record PairHygiene(IReadOnlyList<TrainingPair> Pairs, IReadOnlyList<string> Identical, int Contradictory, int Cycles)
{
    /// <summary>Sorts a set out. The time grows with the number of pairs, and with the square of how often one picture stands against others.</summary>
    /// <exception cref="LearningException">A pair has too few or too many features, one that is no number, or a weight outside (0, 1].</exception>
    public static PairHygiene Of(TrainingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var kept = new List<TrainingPair>();
        var identical = new List<string>();
        var places = new Dictionary<(string, string), int>();
        var contradicted = new HashSet<int>();
        var beaten = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (TrainingPair pair in set.Pairs)
        {
            Check(pair, set.Features.Count);
            (string a, string b) = (Key(pair.A), Key(pair.B));
            if (a == b)
            {
                identical.Add(pair.Id);
                continue;
            }

            bool turned = string.CompareOrdinal(a, b) > 0;
            (string, string) key = turned ? (b, a) : (a, b);
            if (places.TryGetValue(key, out int place) && pair.Outcome != PairOutcome.Tie && Winner(kept[place]) is { } before && (contradicted.Contains(place) || before != (pair.Outcome == PairOutcome.A ? a : b)))
            {
                kept[place] = kept[place] with { Outcome = PairOutcome.Tie };
                contradicted.Add(place);
                continue;
            }

            if (contradicted.Contains(place) && places.ContainsKey(key))
                continue;
            places.TryAdd(key, kept.Count);
            kept.Add(pair);
        }

        foreach (TrainingPair pair in kept)
        {
            if (Winner(pair) is { } winner)
                (CollectionsMarshal.GetValueRefOrAddDefault(beaten, winner, out _) ??= new HashSet<string>(StringComparer.Ordinal)).Add(winner == Key(pair.A) ? Key(pair.B) : Key(pair.A));
        }

        return new PairHygiene(kept, identical, contradicted.Count, Cyclic(beaten));
    }

    private static int Cyclic(Dictionary<string, HashSet<string>> beaten)
    {
        int found = 0;
        foreach ((string first, HashSet<string> seconds) in beaten)
        {
            foreach (string second in seconds)
            {
                if (beaten.TryGetValue(second, out HashSet<string>? thirds))
                    found += thirds.Count(third => beaten.TryGetValue(third, out HashSet<string>? firsts) && firsts.Contains(first));
            }
        }

        // Each cycle was met from each of its three corners.
        return found / 3;
    }

    private static string? Winner(TrainingPair pair) => pair.Outcome switch
    {
        PairOutcome.A => Key(pair.A),
        PairOutcome.B => Key(pair.B),
        _ => null,
    };

    private static string Key(IReadOnlyList<double> features) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(features.ToArray())).AsSpan(0, 16));

    private static void Check(TrainingPair pair, int count)
    {
        if (pair.A.Count != count || pair.B.Count != count)
            throw new LearningException($"The pair {pair.Id} has {pair.A.Count} and {pair.B.Count} features where the set names {count}; extract both with the set's version.");
        if (!pair.A.All(double.IsFinite) || !pair.B.All(double.IsFinite))
            throw new LearningException($"The pair {pair.Id} has a feature that is no finite number; extract it again.");
        if (pair.Weight is not (> 0 and <= 1))
            throw new LearningException($"The pair {pair.Id} has the weight {pair.Weight}; it must be above 0 and at most 1.");
    }
}
