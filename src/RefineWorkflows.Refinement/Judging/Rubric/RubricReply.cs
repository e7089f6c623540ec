using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Rubric;

/// <summary>
/// Reads the grades of a reply to the rubric: all three, each a number from 1 to 5. Only their members decide; the words
/// around them are data. Grades without reasons, or that put beauty first, are doubtful: worth another question, and taken if they stay.
/// </summary>
internal static class RubricReply
{
    private const string Aesthetic = "aesthetic", InstructionFollowing = "instruction_following", Overall = "overall";

    /// <summary>Never throws.</summary>
    public static Reading<RubricVerdict> Read(string? reply)
        => JudgeJson.Read(reply, Aesthetic, (aesthetic, reasoning) => JudgeJson.Read(reply, InstructionFollowing, (following, _) => JudgeJson.Read(reply, Overall, (overall, _) => Read(aesthetic, following, overall, reasoning))));

    private static Reading<RubricVerdict> Read(JsonElement aesthetic, JsonElement following, JsonElement overall, string? reasoning)
    {
        if ((Wrong(Aesthetic, aesthetic) ?? Wrong(InstructionFollowing, following) ?? Wrong(Overall, overall)) is { } problem)
            return new Reading<RubricVerdict>(null, problem);
        var verdict = new RubricVerdict(JudgeNumber.Read(aesthetic)!.Value, JudgeNumber.Read(following)!.Value, JudgeNumber.Read(overall)!.Value, reasoning);
        return new Reading<RubricVerdict>(verdict, Doubt(verdict));
    }

    private static string? Wrong(string member, JsonElement value) => JudgeNumber.Read(value) switch
    {
        null => $"its '{member}' is no number",
        >= RubricVerdict.Least and <= RubricVerdict.Most => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"its '{member}' is outside {RubricVerdict.Least} to {RubricVerdict.Most}"),
    };

    private static string? Doubt(RubricVerdict verdict)
    {
        if (verdict.Reasoning is null)
            return "it gives no 'reasoning', and every keyword was to be looked for before grading";
        return verdict.PutsFollowingFirst ? null : "its 'overall' is nearer to 'aesthetic' than to 'instruction_following', and following outranks beauty";
    }
}
