using System.Text.Json;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>Pairs and answers as lines of JSON: how this program and one of somebody else's talk about them.</summary>
internal static class OutsidePair
{
    /// <summary>A pair to learn from: <c>{"id","prompt","a":[…],"b":[…],"label","weight","source","at"}</c>; the label is how much A is preferred: 1, 0.5 or 0.</summary>
    public static string Lesson(TrainingPair pair) => JsonSerializer.Serialize(
        new { pair.Id, Prompt = pair.Group, pair.A, pair.B, Label = pair.Outcome switch { PairOutcome.A => 1, PairOutcome.B => 0, _ => 0.5 }, pair.Weight, pair.Source, pair.At },
        TrainingJson.Options);

    /// <summary>A pair to foresee: a lesson without its answer, and what features it is described by.</summary>
    public static string Question(FeatureSpec features, TrainingPair pair) => JsonSerializer.Serialize(
        new { pair.Id, Prompt = pair.Group, Features = features.Version, pair.A, pair.B },
        TrainingJson.Options);

    /// <returns>Null when the line is no answer.</returns>
    public static PairGuess? Answer(TrainingPair pair, string line)
    {
        const double slack = 1e-6;
        return Read<Odds>(line) is { A: >= 0 and <= 1, B: >= 0 and <= 1 } odds && odds.A + odds.B <= 1 + slack ? new PairGuess(pair, odds.A.Value, odds.B.Value) : null;
    }

    /// <summary>The figures in a line of a trainer; null when it holds none.</summary>
    public static TrainingFigures? Figures(string line)
        => Read<Told>(line) is { Step: >= 0 } told
            ? new TrainingFigures(told.Step.Value, Math.Max(1, told.Epoch ?? 1), told.Loss, told.Accuracy, told.HoldoutAccuracy, told.HoldoutLoss, told.Margin, told.Kl)
            : null;

    private static T? Read<T>(string line)
        where T : class
    {
        if (!line.TrimStart().StartsWith('{'))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(line, TrainingJson.Options);
        }
        catch (JsonException)
        {
            // A line for people, then.
            return null;
        }
    }

    private sealed record Odds(double? A, double? B);

    private sealed record Told(long? Step, int? Epoch, double? Loss, double? Accuracy, double? HoldoutAccuracy, double? HoldoutLoss, double? Margin, double? Kl);
}
