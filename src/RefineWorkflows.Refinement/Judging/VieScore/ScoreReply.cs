using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>
/// Reads a VIEScore reply: a number, or for prompts of version v2 a list of them, of which the prompt's id says what counts.
/// Only the member <c>score</c> decides; the words around it are data.
/// </summary>
internal static class ScoreReply
{
    private const string Member = "score";
    private const string ListVersion = "v2";
    private const double Scale = 10;

    /// <summary>Never throws.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="prompt">Says how a list is read.</param>
    /// <param name="range">The top of the reply's scale.</param>
    public static Reading<ScoreVerdict> Read(string? reply, PromptStamp prompt, double range)
        => JudgeJson.Read(reply, Member, (score, reasoning) => Read(score, reasoning, prompt, range));

    private static Reading<ScoreVerdict> Read(JsonElement score, string? reasoning, PromptStamp prompt, double range)
    {
        if (score.ValueKind == JsonValueKind.Array && prompt.Version != ListVersion)
            return Wrong("its 'score' is a list, and one number was asked for");

        JsonElement[] given = score.ValueKind == JsonValueKind.Array ? [.. score.EnumerateArray()] : [score];
        double?[] numbers = [.. given.Select(JudgeNumber.Read)];
        if (numbers.Contains(null))
            return Wrong("its 'score' has something that is no number");
        double[] points = [.. numbers.OfType<double>()];
        if (points.Any(point => point < 0 || point > range))
            return Wrong(string.Create(CultureInfo.InvariantCulture, $"its 'score' is outside 0 to {range}"));

        double[] scaled = [.. points.Select(point => point * Scale / range)];
        return Counting(scaled, score.ValueKind == JsonValueKind.Array, prompt.Id) is { } counts
            ? new Reading<ScoreVerdict>(new ScoreVerdict(counts, scaled, reasoning))
            : Wrong("its list of scores is too short");
    }

    private static double? Counting(double[] points, bool isList, string promptId)
    {
        if (!isList)
            return points[0];
        if (points.Length == 0)
            return null;
        if (promptId.Contains("instruction_following", StringComparison.Ordinal))
            return points[0];
        if (promptId.Contains("visual_quality", StringComparison.Ordinal))
            return points.Min();
        return points.Length > 1 ? points[1] : null;
    }

    private static Reading<ScoreVerdict> Wrong(string problem) => new(null, problem);
}
