using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Tests.Judging;

public sealed class EvaluatorReplies
{
    private const VerdictAction Done = VerdictAction.Done;
    private const VerdictAction Continue = VerdictAction.Continue;
    private const VerdictAction Unknown = VerdictAction.Unknown;

    /// <summary>Number, reply, action, score, next prompt, warning.</summary>
    public static TheoryData<int, string, VerdictAction, double?, string?, string?> Listed => new()
    {
        { 1, "SCORE: 7/10\nCONTINUE: deeper reds, tighter crop", Continue, 7, "deeper reds, tighter crop", null },
        { 2, "SCORE: 10/10\nDONE: nothing left to improve", Done, 10, null, null },
        { 3, "score : 6 / 10\ncontinue: add rim light", Continue, 6, "add rim light", null },
        { 4, "Rating: 8/10\nDONE: fine", Done, 8, null, null },
        { 5, "I would say 8/10.\nCONTINUE: soften the shadows", Continue, 8, "soften the shadows", null },
        { 6, "SCORE: 11/10\nDONE: off the scale", Done, null, null, "score_out_of_range" },
        { 7, "SCORE: 0/10\nCONTINUE: start again with one subject", Continue, null, "start again with one subject", "score_out_of_range" },
        { 8, "SCORE: 7.5/10\nCONTINUE: more contrast", Continue, 7.5, "more contrast", null },
        { 9, "SCORE: 7\nCONTINUE: more contrast", Continue, 7, "more contrast", null },
        { 10, "SCORE: seven\nCONTINUE: more contrast", Continue, null, "more contrast", null },
        { 11, "**SCORE: 6/10**\n\n**CONTINUE:** warmer light", Continue, 6, "warmer light", null },
        { 12, "### SCORE: 5/10\n- CONTINUE: warmer light", Continue, 5, "warmer light", null },
        { 13, "CONTINUE: first idea\nDONE: actually it is finished", Done, null, null, "both_actions" },
        { 14, "Not done: the subject is too small. SCORE: 5/10\nCONTINUE: enlarge subject", Continue, 5, "enlarge subject", null },
        { 15, "SCORE: 9/10\nWe are DONE: no more changes", Unknown, 9, null, null },
        { 16, "SCORE: 4/10\nCONTINUE: line one\nline two\nline three", Continue, 4, "line one\nline two\nline three", null },
        { 17, "SCORE: 4/10\nCONTINUE:", Unknown, 4, null, "empty_continue" },
        { 18, "SCORE: 4/10\nCONTINUE:\na calmer sky with softer clouds", Continue, 4, "a calmer sky with softer clouds", null },
        { 19, "SCORE: 9/10\nDONE", Done, 9, null, null },
        { 20, "SCORE: 9/10\nDONE -- good enough", Done, 9, null, null },
        { 21, "```text\nSCORE: 3/10\nCONTINUE: fewer objects\n```", Continue, 3, "fewer objects", null },
        { 22, "<think>maybe 9/10, DONE: yes?</think>\nSCORE: 5/10\nCONTINUE: fix the horizon", Continue, 5, "fix the horizon", null },
        { 23, """{"score": 6, "action": "continue", "next_prompt": "brighter key light"}""", Continue, 6, "brighter key light", null },
        { 24, "```json\n{\"score\": \"8/10\", \"action\": \"DONE\", \"reasoning\": \"ok\"}\n```", Done, 8, null, null },
        { 25, "SCORE: 60/100\nCONTINUE: sharpen", Continue, null, "sharpen", "denominator_not_10" },
        { 26, "SCORE: 8/100\nCONTINUE: sharpen", Continue, null, "sharpen", "denominator_not_10" },
        { 27, "SCORE: -3/10\nCONTINUE: restart", Continue, null, "restart", "score_out_of_range" },
        { 28, "On 2024/10/05 I saw this image.\nCONTINUE: remove the date stamp", Continue, null, "remove the date stamp", null },
        { 29, "SCORE: 3/10 for focus\nSCORE: 8/10 overall\nCONTINUE: refocus on the face", Continue, 3, "refocus on the face", "multiple_scores" },
        { 30, "I cannot rate this image.", Unknown, null, null, null },
        { 31, "", Unknown, null, null, null },
        { 32, "SCORE：8/10\nCONTINUE：cooler tones", Continue, 8, "cooler tones", null },
        { 33, "  SCORE: 6/10\r\n  CONTINUE: widen the lens", Continue, 6, "widen the lens", null },
        { 34, "SCORE: 6 out of 10\nCONTINUE: widen the lens", Continue, 6, "widen the lens", null },
        { 35, "DONE: perfect\nSCORE: 10/10", Done, 10, null, null },
        { 36, "SCORE: 6/10\nCONTINUE: text\nDONE: text2\nCONTINUE: text3", Done, 6, null, "both_actions" },
        { 37, "SCORE: 5/10\nContinued effort is needed on the sky", Unknown, 5, null, null },
        { 38, "1. SCORE: 6/10\n2. CONTINUE: crop tighter", Continue, 6, "crop tighter", null },
        { 39, "SCORE: 8/10 CONTINUE: crop tighter", Continue, 8, "crop tighter", null },
        { 40, "<think>9/10 DONE", Unknown, null, null, null },
        { 41, "Overall Score: 9/10\nDONE: balanced", Done, 9, null, null },
        { 42, "SCORE: 6/10\nCONTINUE: \"DONE: is not a caption I want\"", Continue, 6, "\"DONE: is not a caption I want\"", null },
    };

    [Theory, MemberData(nameof(Listed))]
    public void Each_listed_reply_is_read_as_listed(int number, string reply, VerdictAction action, double? score, string? next, string? warning)
    {
        Verdict verdict = EvaluatorReply.Parse(reply);

        Assert.True(number > 0);
        Assert.Equal((action, score, next), (verdict.Action, verdict.Score, verdict.NextPrompt));
        Assert.Equal(warning is null ? [] : [warning], verdict.Warnings);
    }

    [Fact]
    public void All_forty_two_replies_are_listed() => Assert.Equal(42, Listed.Count);

    [Theory]
    [InlineData("SCORE: 10/10\nDONE: nothing left to improve", "nothing left to improve")]
    [InlineData("SCORE: 9/10\nDONE -- good enough", "good enough")]
    [InlineData("DONE: perfect\nSCORE: 10/10", "perfect")]
    [InlineData("{\"score\": \"8/10\", \"action\": \"DONE\", \"reasoning\": \"ok\"}", "ok")]
    [InlineData("SCORE: 9/10\nDONE", null)]
    public void The_reasoning_of_a_finished_picture_is_kept(string reply, string? reasoning)
        => Assert.Equal(reasoning, EvaluatorReply.Parse(reply).Reasoning);

    [Theory]
    [InlineData("8/100")]
    [InlineData("−3/10")]
    [InlineData("10/10/2024")]
    [InlineData("18/10.5")]
    [InlineData("2024-8/10")]
    public void Numbers_that_only_look_like_a_score_give_none(string reply)
        => Assert.Null(EvaluatorReply.Parse(reply).Score);

    [Theory]
    [InlineData("CONTINUE: a calmer sky\nSCORE: 7/10", 7.0, "a calmer sky")]
    [InlineData("**SCORE:** 7,5/10\n**CONTINUE: a calmer sky**", 7.5, "a calmer sky")]
    [InlineData("{\"score\": true, \"action\": \"CONTINUE\", \"next_prompt\": \"a calmer sky\"}", null, "a calmer sky")]
    [InlineData("{\"score\": 70, \"action\": \"CONTINUE\", \"next_prompt\": \"a calmer sky\"} as I said", null, "a calmer sky")]
    public void A_description_is_found_whatever_surrounds_it(string reply, double? score, string next)
    {
        Verdict verdict = EvaluatorReply.Parse(reply);

        Assert.Equal((score, next), (verdict.Score, verdict.NextPrompt));
    }

    [Theory]
    [InlineData("SCORE: 8/10 (good light). CONTINUE: crop tighter", Continue, "crop tighter")]
    [InlineData("SCORE: 8/10 for the light; CONTINUE: crop tighter", Continue, "crop tighter")]
    [InlineData("**SCORE: 8/10** **CONTINUE:** crop tighter", Continue, "crop tighter")]
    [InlineData("I give it 8/10. Continue: crop tighter", Continue, "crop tighter")]
    [InlineData("SCORE: 8/10. DONE: enough", Done, null)]
    [InlineData("SCORE: 8/10 DONE", Done, null)]
    [InlineData("SCORE: 8/10, not DONE: too dark", Unknown, null)]
    [InlineData("SCORE: 8/10 (ABANDONED: no)", Unknown, null)]
    public void Behind_a_score_only_a_word_that_opens_a_clause_is_an_action(string reply, VerdictAction action, string? next)
    {
        Verdict verdict = EvaluatorReply.Parse(reply);

        Assert.Equal((action, 8.0, next), (verdict.Action, verdict.Score, verdict.NextPrompt));
    }

    [Theory]
    [InlineData("SCORE: 6/10\nCONTINUE: lift it from 6/10. Done -- that is the caption", "lift it from 6/10. Done -- that is the caption")]
    [InlineData("SCORE: 6/10\n\"CONTINUE: warmer light\"", "warmer light")]
    [InlineData("SCORE: 6/10\nCONTINUE: a sign \"open\"", "a sign \"open\"")]
    public void A_description_is_kept_whole(string reply, string next)
    {
        Verdict verdict = EvaluatorReply.Parse(reply);

        Assert.Equal((Continue, next), (verdict.Action, verdict.NextPrompt));
    }

    [Fact]
    public void A_word_in_the_middle_of_a_sentence_is_no_action_even_after_a_score()
        => Assert.Equal(Unknown, EvaluatorReply.Parse("SCORE: 9/10 but it is not DONE: the sky is flat").Action);

    [Fact]
    public void A_reply_without_score_or_action_deserves_another_try()
    {
        Assert.True(EvaluatorReply.Parse("SCORE: seven\nCONTINUE: more contrast").NeedsAnotherTry);
        Assert.True(EvaluatorReply.Parse("SCORE: 4/10\nCONTINUE:").NeedsAnotherTry);
        Assert.False(EvaluatorReply.Parse("SCORE: 4/10\nDONE").NeedsAnotherTry);
    }

    [Fact]
    public void No_text_makes_the_parser_throw()
    {
        string[] pieces =
        [
            "SCORE", ":", " ", "\n", "\r", "10", "/", "-", "−", ".", "DONE", "CONTINUE", "<think>", "</think>", "```", "{", "}", "\"score\"",
            "\"action\"", "\"\\ud800\"", ",", "1e999", "\uFEFF", "\uD800", "\0", "：", "99999999999999999999", "out of", "[", "]", "null",
        ];
        for (int run = 0; run < 3000; run++)
        {
            int length = StableRandom.Below(14, 5, "length", run);
            string text = string.Concat(Enumerable.Range(0, length).Select(at => pieces[StableRandom.Below(pieces.Length, 5, "piece", (run * 20L) + at)]));

            Verdict verdict = EvaluatorReply.Parse(text);

            Assert.True(verdict.Score is null or (>= 1 and <= 10), text);
            Assert.Equal(verdict.Action == Continue, verdict.NextPrompt is not null);
        }
    }

    [Theory]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("* ")]
    [InlineData("SCORE: 1 ")]
    [InlineData("SCORE: 8/10 . ")]
    [InlineData("8/10 DONE ")]
    [InlineData("\"")]
    [InlineData("SCORE: 8/10 done")]
    public async Task A_reply_of_a_hundred_thousand_repetitions_is_read_in_no_time(string piece)
    {
        string reply = string.Concat(Enumerable.Repeat(piece, 100_000)) + "\nSCORE: 6/10\nCONTINUE: wider";

        Verdict verdict = await Task.Run(() => EvaluatorReply.Parse(reply)).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("wider", verdict.NextPrompt);
    }

    [Fact]
    public void The_reminder_is_itself_no_verdict() => Assert.True(EvaluatorReply.Parse(EvaluatorReply.Reminder).NeedsAnotherTry);
}
