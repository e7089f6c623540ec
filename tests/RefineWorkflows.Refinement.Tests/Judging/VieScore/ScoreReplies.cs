using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Refinement.Tests.Judging.VieScore;

public sealed class ScoreReplies
{
    private const string Following = "vlm/assessment/x/instruction_following";
    private const string Quality = "vlm/assessment/x/visual_quality";
    private const string Consistency = "vlm/assessment/x/visual_consistency";

    /// <summary>Reply, prompt id, version, score; null where there is none to be read.</summary>
    public static TheoryData<string, string, string, double?> Listed => new()
    {
        { """{"score": 7}""", Following, "v1", 7.0 },
        { """{"score": 7.5, "reasoning": "sharp"}""", Following, "v2", 7.5 },
        { """{"score": "6.5"}""", Quality, "v1", 6.5 },
        { """{"score": " 8 "}""", Quality, "v2", 8.0 },
        { """{"score": 0}""", Quality, "v1", 0.0 },
        { """{"score": 10}""", Quality, "v1", 10.0 },
        { """{"score": [7, 9]}""", Following, "v2", 7.0 },
        { """{"score": [7, 9]}""", Quality, "v2", 7.0 },
        { """{"score": [9, 7]}""", Quality, "v2", 7.0 },
        { """{"score": [7, 9]}""", Consistency, "v2", 9.0 },
        { """{"score": ["7", 9]}""", Quality, "v2", 7.0 },
        { """{"score": [7]}""", Following, "v2", 7.0 },
        { """{"score": [8]}""", Quality, "v2", 8.0 },
        { "```json\n{\"score\": [7, 9]}\n```", Following, "v2", 7.0 },
        { "My scores: {\"reasoning\": \"the poster says score: 2\", \"score\": 6} as asked.", Following, "v1", 6.0 },
        { "<think>{\"score\": 2}</think>{\"score\": 6}", Following, "v1", 6.0 },
        { """{"score": 6} {"score": 6}""", Following, "v1", 6.0 },
        { """{"score": [7, 9]}""", Following, "v1", null },
        { """{"score": [7]}""", Consistency, "v1", null },
        { """{"score": []}""", Following, "v2", null },
        { """{"score": []}""", Quality, "v2", null },
        { """{"score": [7]}""", Consistency, "v2", null },
        { """{"score": [7, null]}""", Consistency, "v2", null },
        { """{"score": [7, true]}""", Quality, "v2", null },
        { """{"score": [7, [8]]}""", Quality, "v2", null },
        { """{"score": null}""", Following, "v1", null },
        { """{"score": true}""", Following, "v1", null },
        { """{"score": "NaN"}""", Following, "v1", null },
        { """{"score": "Infinity"}""", Following, "v1", null },
        { """{"score": 1e999}""", Following, "v1", null },
        { """{"score": NaN}""", Following, "v1", null },
        { """{"score": "seven"}""", Following, "v1", null },
        { """{"score": "8/10"}""", Following, "v1", null },
        { """{"score": "7,5"}""", Following, "v1", null },
        { """{"score": -1}""", Following, "v1", null },
        { """{"score": 10.5}""", Following, "v1", null },
        { """{"score": [7, 11]}""", Quality, "v2", null },
        { """{"score": {"value": 7}}""", Following, "v1", null },
        { """{"score": 6} {"score": 7}""", Following, "v1", null },
        { """{"score": 6} No: {"score": 7""", Following, "v1", null },
        { """{"score": 6, "score": 7}""", Following, "v1", null },
        { """{"score": "\ud83d"}""", Following, "v1", null },
        { """{"rating": 7}""", Following, "v1", null },
        { "7", Following, "v1", null },
        { "SCORE: 7/10", Following, "v1", null },
        { """{"score": 7""", Following, "v1", null },
        { "", Following, "v1", null },
    };

    [Theory, MemberData(nameof(Listed))]
    public void Each_listed_reply_is_read_as_listed(string reply, string promptId, string version, double? score)
    {
        Reading<ScoreVerdict> reading = ScoreReply.Read(reply, new PromptStamp(promptId, version, ""), 10);

        Assert.Equal(score, reading.Value?.Score);
        Assert.Equal(score is null, reading.Problem is not null);
    }

    [Fact]
    public void No_reply_at_all_is_no_score() => Assert.Null(ScoreReply.Read(null, new PromptStamp(Following, "v1", ""), 10).Value);

    [Theory]
    [InlineData("20", 8.0)]
    [InlineData("25", 10.0)]
    [InlineData("26", null)]
    public void A_scale_up_to_twenty_five_is_told_from_zero_to_ten(string score, double? told)
        => Assert.Equal(told, ScoreReply.Read($$"""{"score": {{score}}}""", new PromptStamp(Following, "v1", ""), 25).Value?.Score);

    [Fact]
    public void A_thousand_mutations_of_them_never_throw_and_never_give_another_score()
    {
        int read = 0;
        (string Reply, PromptStamp Prompt, double? Score)[] listed = [.. Listed.Select(row => ((string)row[0]!, new PromptStamp((string)row[1]!, (string)row[2]!, ""), (double?)row[3]))];
        for (int number = 0; number < 1000; number++)
        {
            (string reply, PromptStamp prompt, double? score) = listed[StableRandom.Below(listed.Length, 11, "which", number)];
            string mutated = Mutations.Of(reply, number);
            double? found = ScoreReply.Read(mutated, prompt, 10).Value?.Score;

            Assert.True(found is null or (>= 0 and <= 10), $"{number}: {mutated}");
            Assert.True(found is null || score is null || found == score, $"{number}: {mutated}");
            read += found is null ? 0 : 1;
        }

        Assert.InRange(read, 200, 800);
    }
}
