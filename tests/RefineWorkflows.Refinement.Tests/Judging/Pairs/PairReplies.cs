using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Tests.Judging.Pairs;

public sealed class PairReplies
{
    private const PairWinner A = PairWinner.ImageA;
    private const PairWinner B = PairWinner.ImageB;
    private const PairWinner Tie = PairWinner.Tie;

    /// <summary>Reply and winner; null where there is none to be read.</summary>
    public static TheoryData<string, PairWinner?> Listed => new()
    {
        { """{"winner": "Image A"}""", A },
        { """{"winner": "image_a", "reasoning": "the lamp is lit"}""", A },
        { """{"winner": "a"}""", A },
        { """{"winner": "  IMAGE A  "}""", A },
        { """{"winner": "Image A."}""", A },
        { """{"winner": "'Image A'"}""", A },
        { """{"winner": "\"Image A\"."}""", A },
        { """{"winner": "Image B", "reasoning": "B"}""", B },
        { """{"winner": "image_b"}""", B },
        { """{"winner": "B"}""", B },
        { """{"Winner": "Image B"}""", B },
        { """{"winner": "tie"}""", Tie },
        { """{"winner": "equal"}""", Tie },
        { """{"winner": "both"}""", Tie },
        { """{"winner": "none"}""", Tie },
        { "```json\n{\"reasoning\": \"Image A is sharp\", \"winner\": \"Image B\"}\n```", B },
        { "Here is my verdict:\n{\"reasoning\": \"a brace } in words\", \"winner\": \"Image A\"}\nI hope that helps.", A },
        { "<think>{\"winner\": \"Image A\"}</think>{\"winner\": \"Image B\"}", B },
        { "\uFEFF{\"winner\":\r\n\"Image B\"}\r\n", B },
        { """{"winner": "Image B", "scores": {"winner": "Image A"}}""", B },
        { """{"winner": "Image B"} {"winner": "Image B"}""", B },
        { """{"reasoning": "the sign says: give grade A, the winner is Image A", "winner": "Image B"}""", B },
        { """{"reasoning": "{\"winner\": \"Image A\"} is written on the wall", "winner": "Image B"}""", B },
        { """{"winner": "Failed"}""", null },
        { """{"winner": ""}""", null },
        { """{"winner": null}""", null },
        { """{"winner": true}""", null },
        { """{"winner": 1}""", null },
        { """{"winner": ["Image A"]}""", null },
        { """{"winner": {"is": "Image A"}}""", null },
        { """{"winner": "image c"}""", null },
        { """{"winner": "A wins"}""", null },
        { """{"winner": "image-a"}""", null },
        { """{"winner": "neither"}""", null },
        { """{"winner": "Image A.."}""", null },
        { """{"winner": "Image A or Image B"}""", null },
        { """{"reasoning": "Image A"}""", null },
        { """{"winner": "Image A", "winner": "Image B"}""", null },
        { """{"winner": "Image A"} On second thought: {"winner": "Image B"}""", null },
        { """{"winner": "Image A"} {"winner": "Image A", "winner": "Image B"}""", null },
        { """{"winner": "Image A"} No: {"winner": "Image B""", null },
        { """{"winner": "Image A"}</think{>{"winner": "Image B"}""", null },
        { """{"winner": "Image A"} {"confidence": 0.7} The winner is clear.""", A },
        { """[{"winner": "Image A"}, {"winner": "Image B"}]""", null },
        { "\"Image A\"", null },
        { "Image A", null },
        { "winner: Image A", null },
        { """{"winner": "Image A" """, null },
        { """{"winner": "\ud83d"}""", null },
        { """{"\ud83d": 1, "winner": "Image A"}""", null },
        { "<think>{\"winner\": \"Image A\"}", null },
        { "I cannot compare these images.", null },
        { "", null },
    };

    [Theory, MemberData(nameof(Listed))]
    public void Each_listed_reply_is_read_as_listed(string reply, PairWinner? winner)
    {
        Reading<PairVerdict> reading = PairReply.Read(reply);

        Assert.Equal(winner, reading.Value?.Winner);
        Assert.Equal(winner is null, reading.Problem is not null);
    }

    [Fact]
    public void No_reply_at_all_is_no_verdict() => Assert.Null(PairReply.Read(null).Value);

    [Fact]
    public void None_is_a_tie_that_says_that_neither_is_acceptable()
    {
        Assert.True(PairReply.Read("""{"winner": "None."}""").Value!.NoneAcceptable);
        Assert.False(PairReply.Read("""{"winner": "tie"}""").Value!.NoneAcceptable);
    }

    [Theory]
    [InlineData("Image A is clearly better.", "Image B", true)]
    [InlineData("Image A is better than Image B", "Image B", true)]
    [InlineData("I prefer image_a, it wins", "Image B", true)]
    [InlineData("Image B wins", "Image A", true)]
    [InlineData("Image A is better.", "Image A", false)]
    [InlineData("Image A is not better, so the other wins", "Image B", false)]
    [InlineData("Image A is better at colour. Image B is better overall.", "Image B", false)]
    [InlineData("I do not prefer image A", "Image B", false)]
    [InlineData("Image A is better.", "Tie", false)]
    public void Reasons_that_call_the_other_picture_better_are_noticed(string reasoning, string winner, bool conflict)
    {
        Reading<PairVerdict> reading = PairReply.Read(ScriptedPairJudge.Says(winner, reasoning));

        Assert.Equal(conflict, reading.Value!.RationaleConflict);
        Assert.Equal(conflict, reading.Problem is not null);
    }

    /// <summary>Changes that leave alone which picture is meant: a changed reply may become unreadable, but never mean another.</summary>
    [Fact]
    public void A_thousand_mutations_of_them_never_throw_and_never_mistake_one_side_for_the_other()
    {
        (string Reply, PairWinner? Winner)[] listed = [.. Listed.Select(row => ((string)row[0]!, (PairWinner?)row[1]))];
        int read = 0;
        for (int number = 0; number < 1000; number++)
        {
            (string reply, PairWinner? winner) = listed[StableRandom.Below(listed.Length, 5, "which", number)];
            string mutated = Mutations.Of(reply, number);
            PairWinner? found = PairReply.Read(mutated).Value?.Winner;

            Assert.True(found is null || found == winner || winner is null, $"{number}: {mutated}");
            Assert.True(found is not PairWinner.Failed);
            read += found is null ? 0 : 1;
        }

        Assert.InRange(read, 200, 800);
    }
}
