using System.Text.Json;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Models;

/// <summary>What a version was made of, pair by pair, so that it is never asked to foresee what it was taught: <c>evidence.json</c> beside its other files.</summary>
/// <param name="Learned">Ids of all pairs of its dataset.</param>
/// <param name="Guesses">For those held out, what it (or its sister that had not seen the pair) said: A, B.</param>
internal sealed record Evidence(IReadOnlyList<string> Learned, IReadOnlyDictionary<string, double[]> Guesses)
{
    public const string File = "evidence.json";

    public static Evidence Of(TrainingSet set, IReadOnlyList<PairGuess> guesses)
        => new([.. set.Pairs.Select(one => one.Id)], guesses.ToDictionary(one => one.Pair.Id, one => new[] { one.A, one.B }));

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TrainingJson.Options);

    public static Evidence Read(byte[] json) => JsonSerializer.Deserialize<Evidence>(json, TrainingJson.Options)!;

    /// <summary>What the version says of pairs that it has not learned from; it is asked only about those that nobody has asked it about.</summary>
    public async Task<IReadOnlyDictionary<string, PairGuess>> AboutAsync(TrainingSet set, Func<TrainingSet, Task<IReadOnlyList<PairGuess>>> ask)
    {
        HashSet<string> learned = [.. Learned];
        var said = new Dictionary<string, PairGuess>();
        foreach (TrainingPair pair in set.Pairs)
        {
            if (Guesses.TryGetValue(pair.Id, out double[]? odds))
                said[pair.Id] = new PairGuess(pair, odds[0], odds[1]);
        }

        TrainingPair[] unseen = [.. set.Pairs.Where(one => !learned.Contains(one.Id))];
        foreach (PairGuess guess in unseen.Length == 0 ? [] : await ask(set with { Pairs = unseen }))
            said[guess.Pair.Id] = guess;
        return said;
    }
}
