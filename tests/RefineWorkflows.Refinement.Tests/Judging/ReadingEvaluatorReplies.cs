using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Tests.Judging;

public sealed class ReadingEvaluatorReplies
{
    public static TheoryData<int, string, VerdictAction, double?, string?, string?> KnownReplies()
    {
        const VerdictAction done = VerdictAction.Done, more = VerdictAction.Continue, unknown = VerdictAction.Unknown;
        TheoryData<int, string, VerdictAction, double?, string?, string?> rows = [];
        rows.Add(1, "SCORE: 7/10\nCONTINUE: deeper reds, tighter crop", more, 7, "deeper reds, tighter crop", null);
        rows.Add(2, "SCORE: 10/10\nDONE: nothing left to improve", done, 10, null, null);
        rows.Add(3, "score : 6 / 10\ncontinue: add rim light", more, 6, "add rim light", null);
        rows.Add(4, "Rating: 8/10\nDONE: fine", done, 8, null, null);
        rows.Add(5, "I would say 8/10.\nCONTINUE: soften the shadows", more, 8, "soften the shadows", null);
        rows.Add(6, "SCORE: 11/10\nDONE: off the scale", done, null, null, "score_out_of_range");
        rows.Add(7, "SCORE: 0/10\nCONTINUE: start again with one subject", more, null, "start again with one subject", "score_out_of_range");
        rows.Add(8, "SCORE: 7.5/10\nCONTINUE: more contrast", more, 7.5, "more contrast", null);
        rows.Add(9, "SCORE: 7\nCONTINUE: more contrast", more, 7, "more contrast", null);
        rows.Add(10, "SCORE: seven\nCONTINUE: more contrast", more, null, "more contrast", null);
        rows.Add(11, "**SCORE: 6/10**\n\n**CONTINUE:** warmer light", more, 6, "warmer light", null);
        rows.Add(12, "### SCORE: 5/10\n- CONTINUE: warmer light", more, 5, "warmer light", null);
        rows.Add(13, "CONTINUE: first idea\nDONE: actually it is finished", done, null, null, "both_actions");
        rows.Add(14, "Not done: the subject is too small. SCORE: 5/10\nCONTINUE: enlarge subject", more, 5, "enlarge subject", null);
        rows.Add(15, "SCORE: 9/10\nWe are DONE: no more changes", unknown, 9, null, null);
        rows.Add(16, "SCORE: 4/10\nCONTINUE: line one\nline two\nline three", more, 4, "line one\nline two\nline three", null);
        rows.Add(17, "SCORE: 4/10\nCONTINUE:", unknown, 4, null, "empty_continue");
        rows.Add(18, "SCORE: 4/10\nCONTINUE:\na calmer sky with softer clouds", more, 4, "a calmer sky with softer clouds", null);
        rows.Add(19, "SCORE: 9/10\nDONE", done, 9, null, null);
        rows.Add(20, "SCORE: 9/10\nDONE -- good enough", done, 9, null, null);
        rows.Add(21, "```\nSCORE: 3/10\nCONTINUE: fewer objects\n```", more, 3, "fewer objects", null);
        rows.Add(22, "<think>maybe 9/10, DONE: yes?</think>\nSCORE: 5/10\nCONTINUE: fix the horizon", more, 5, "fix the horizon", null);
        rows.Add(23, """{"score": 6, "action": "continue", "next_prompt": "brighter key light"}""", more, 6, "brighter key light", null);
        rows.Add(24, "```json\n{\"score\": \"8/10\", \"action\": \"DONE\", \"reasoning\": \"ok\"}\n```", done, 8, null, null);
        rows.Add(25, "SCORE: 60/100\nCONTINUE: sharpen", more, null, "sharpen", "denominator_not_10");
        rows.Add(26, "SCORE: 8/100\nCONTINUE: sharpen", more, null, "sharpen", "denominator_not_10");
        rows.Add(27, "SCORE: -3/10\nCONTINUE: restart", more, null, "restart", "score_out_of_range");
        rows.Add(28, "On 2024/10/05 I saw this image.\nCONTINUE: remove the date stamp", more, null, "remove the date stamp", null);
        rows.Add(29, "SCORE: 3/10 for focus\nSCORE: 8/10 overall\nCONTINUE: refocus on the face", more, 3, "refocus on the face", "multiple_scores");
        rows.Add(30, "I cannot rate this image.", unknown, null, null, null);
        rows.Add(31, "", unknown, null, null, null);
        rows.Add(32, "SCORE：8/10\nCONTINUE：cooler tones", more, 8, "cooler tones", null);
        rows.Add(33, "  SCORE: 6/10\r\n  CONTINUE: widen the lens", more, 6, "widen the lens", null);
        rows.Add(34, "SCORE: 6 out of 10\nCONTINUE: widen the lens", more, 6, "widen the lens", null);
        rows.Add(35, "DONE: perfect\nSCORE: 10/10", done, 10, null, null);
        rows.Add(36, "SCORE: 6/10\nCONTINUE: text\nDONE: text2\nCONTINUE: text3", done, 6, null, "both_actions");
        rows.Add(37, "SCORE: 5/10\nContinued effort is needed on the sky", unknown, 5, null, null);
        rows.Add(38, "1. SCORE: 6/10\n2. CONTINUE: crop tighter", more, 6, "crop tighter", null);
        rows.Add(39, "SCORE: 8/10 CONTINUE: crop tighter", more, 8, "crop tighter", null);
        rows.Add(40, "<think>9/10 DONE", unknown, null, null, null);
        rows.Add(41, "Overall Score: 9/10\nDONE: balanced", done, 9, null, null);
        rows.Add(42, "SCORE: 6/10\nCONTINUE: \"DONE: is not a caption I want\"", more, 6, "\"DONE: is not a caption I want\"", null);
        return rows;
    }

    [Theory, MemberData(nameof(KnownReplies))]
    public void A_known_reply_is_read_as_the_contract_lists_it(
        int number, string reply, VerdictAction action, double? score, string? next, string? warning)
    {
        Verdict verdict = EvaluatorReply.Parse(reply);
        Assert.Equal((number, action, score, next), (number, verdict.Action, verdict.Score, verdict.NextPrompt));
        Assert.Equal(warning is null ? [] : [warning], verdict.Warnings);
        Assert.Equal(score is null || action == VerdictAction.Unknown, verdict.NeedsRetry);
    }

    [Theory]
    [InlineData("DONE: perfect\nSCORE: 10/10", "perfect")]
    [InlineData("SCORE: 9/10\nDONE -- good enough", "good enough")]
    [InlineData("SCORE: 9/10\nDONE", null)]
    [InlineData("SCORE: 9/10\nThe reds are flat.\nCONTINUE: deeper reds", "The reds are flat.")]
    [InlineData("{\"score\": \"8/10\", \"action\": \"DONE\", \"reasoning\": \"ok\"}", "ok")]
    public void The_reason_is_what_stands_behind_done_or_before_continue(string reply, string? reasoning)
        => Assert.Equal(reasoning, EvaluatorReply.Parse(reply).Reasoning);

    [Theory]
    [InlineData("SCORE: 8/10, not DONE: too dark", VerdictAction.Unknown)]
    [InlineData("SCORE: 8/10. DONE: enough", VerdictAction.Done)]
    [InlineData("**SCORE: 8/10** **DONE:** enough", VerdictAction.Done)]
    [InlineData("SCORE: 8/10 DONE", VerdictAction.Done)]
    [InlineData("SCORE: 8/10 (good light). CONTINUE: crop", VerdictAction.Continue)]
    [InlineData("SCORE: 8/10\nABANDONED: no", VerdictAction.Unknown)]
    public void On_one_line_with_the_score_only_a_keyword_that_opens_a_clause_counts(string reply, VerdictAction action)
        => Assert.Equal((action, 8.0), (EvaluatorReply.Parse(reply).Action, EvaluatorReply.Parse(reply).Score));

    [Theory]
    [InlineData("SCORE: −3/10\nDONE: x", null)]
    [InlineData("Clearly -3/10\nDONE: x", null)]
    [InlineData("SCORE: 80%\nDONE: x", null)]
    [InlineData("SCORE: 7,5/10\nDONE: x", 7.5)]
    [InlineData("**Final score**: 7/10\nDONE: x", 7.0)]
    [InlineData("> SCORE = 7\nDONE: x", 7.0)]
    [InlineData("{\"score\": true, \"action\": \"done\"}", null)]
    [InlineData("{\"score\": 1e999, \"action\": \"done\"}", null)]
    [InlineData("{\"score\": 7, \"action\": \"done\"} as asked", 7.0)]
    [InlineData("{\"score\": 7, broken\nDONE: x", null)]
    public void A_score_is_only_what_can_be_trusted(string reply, double? score)
        => Assert.Equal(score, EvaluatorReply.Parse(reply).Score);

    [Theory]
    [InlineData("SCORE: 6/10\n**CONTINUE: warmer light**")]
    [InlineData("SCORE: 6/10\n**CONTINUE**: warmer light")]
    [InlineData("SCORE: 6/10\n\"CONTINUE: warmer light\"")]
    [InlineData("CONTINUE: warmer light\nSCORE: 6/10")]
    public void Decoration_and_the_score_line_do_not_leak_into_the_next_prompt(string reply)
        => Assert.Equal("warmer light", EvaluatorReply.Parse(reply).NextPrompt);

    [Fact]
    public void The_reminder_itself_reads_as_nothing()
        => Assert.True(EvaluatorReply.Parse(EvaluatorReply.Reminder).NeedsRetry);

    [Fact]
    public void No_text_makes_the_reader_throw_or_break_its_own_rules()
    {
        string[] pieces =
        [
            "SCORE", ":", "：", " ", "\n", "\r", "7", "/10", "/", "10", "0", "DONE", "CONTINUE", "continue", "<think>", "</think>", "```", "**",
            "{", "}", "\"score\"", "\"action\"", "\"", ",", "-", "–", "\uFEFF", "\ud800", "\\ud800", "é", "out of ", "a calmer sky", "1.", "[", "null",
        ];
        for (int reply = 0; reply < 20_000; reply++)
        {
            int length = StableRandom.Below(24, 41, "length", reply);
            string text = string.Concat(Enumerable.Range(0, length).Select(i => pieces[StableRandom.Below(pieces.Length, 41, "piece", (reply * 64L) + i)]));
            Verdict verdict = EvaluatorReply.Parse(text);
            Assert.True(verdict.Score is null or (>= 1 and <= 10), text);
            Assert.True(verdict.NextPrompt is not null == (verdict.Action == VerdictAction.Continue), text);
        }
    }

    [Theory]
    [InlineData('*')]
    [InlineData(' ')]
    [InlineData('9')]
    [InlineData('"')]
    [InlineData('.')]
    public async Task A_huge_reply_of_one_repeated_character_does_not_stall_the_reader(char character)
    {
        Task<Verdict> reading = Task.Run(() => EvaluatorReply.Parse("SCORE: 7/10 " + new string(character, 20_000)));
        Assert.Equal(VerdictAction.Unknown, (await reading.WaitAsync(TimeSpan.FromSeconds(10))).Action);
    }
}
