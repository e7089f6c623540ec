using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Reward;

namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>Reads four axes with a reason each. A number outside of 0 to 1, or one without a reason, is asked for again.</summary>
internal static class AxesReply
{
    private const int LongestReason = 240;

    /// <summary>Never throws.</summary>
    public static Reading<IReadOnlyList<AxisReading>> Read(string? reply, bool isClip) => JudgeJson.Read(reply, "axes", (axes, _) => Read(axes, isClip));

    private static Reading<IReadOnlyList<AxisReading>> Read(JsonElement axes, bool isClip)
    {
        var read = new List<AxisReading>();
        foreach (RewardAxis axis in Enum.GetValues<RewardAxis>().Where(axis => isClip || axis != RewardAxis.Motion))
        {
            string name = axis.ToString().ToLowerInvariant();
            JsonElement? given = axes.At(name);
            double? score = ReplyWords.Number(given?.At("score"));
            if (score is null && axis == RewardAxis.Motion)
                continue;
            if (score is not (>= 0 and <= 1))
                return new Reading<IReadOnlyList<AxisReading>>(null, $"its '{name}' has no score from 0 to 1");
            if (ReplyWords.Short(given?.At("reason"), LongestReason) is not { } reason)
                return new Reading<IReadOnlyList<AxisReading>>(null, $"its '{name}' has no reason");
            read.Add(new AxisReading(axis, score.Value, reason));
        }

        return new Reading<IReadOnlyList<AxisReading>>(read);
    }
}
