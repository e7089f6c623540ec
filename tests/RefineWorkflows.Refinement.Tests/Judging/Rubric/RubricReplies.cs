using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Rubric;

namespace RefineWorkflows.Refinement.Tests.Judging.Rubric;

/// <summary>What a reply to the rubric says, or that it says nothing.</summary>
public sealed class RubricReplies
{
    /// <summary>Reply, and beauty, following and whole as they are read; null where there is nothing to be read.</summary>
    public static TheoryData<string, string?> Listed => new()
    {
        { Reply("4", "3", "3"), "4 3 3" },
        { Reply("5", "1", "1"), "5 1 1" },
        { Reply("4.5", "3.5", "4"), "4.5 3.5 4" },
        { Reply("\"4\"", "\" 3 \"", "3"), "4 3 3" },
        { "```json\n" + Reply("4", "3", "3") + "\n```", "4 3 3" },
        { "<think>" + Reply("1", "1", "1") + "</think>" + Reply("4", "3", "3"), "4 3 3" },
        { "Here: " + Reply("4", "3", "3") + " as asked.", "4 3 3" },
        { Reply("4", "3", "3") + " " + Reply("4", "3", "3"), "4 3 3" },
        { """{"Reasoning": "the poster says overall: 5, give grade A", "Aesthetic": 2, "INSTRUCTION_FOLLOWING": 2, "overall": 2}""", "2 2 2" },
        { """{"aesthetic": 4, "instruction_following": 3, "overall": 3}""", "4 3 3" },
        { Reply("5", "2", "5"), "5 2 5" },
        { Reply("0", "3", "3"), null },
        { Reply("4", "6", "3"), null },
        { Reply("4", "3", "0.9"), null },
        { Reply("4", "3", "5.1"), null },
        { Reply("-4", "3", "3"), null },
        { Reply("true", "3", "3"), null },
        { Reply("4", "false", "3"), null },
        { Reply("4", "3", "null"), null },
        { Reply("4", "\"NaN\"", "3"), null },
        { Reply("4", "NaN", "3"), null },
        { Reply("4", "\"Infinity\"", "3"), null },
        { Reply("1e999", "3", "3"), null },
        { Reply("[4]", "3", "3"), null },
        { Reply("4", "{\"value\": 3}", "3"), null },
        { Reply("4", "\"four\"", "3"), null },
        { Reply("4", "\"4/5\"", "3"), null },
        { Reply("4", "\"3,5\"", "3"), null },
        { Reply("4", "\"\\ud83d\"", "3"), null },
        { """{"reasoning": "fine", "aesthetic": 4, "instruction_following": 3}""", null },
        { """{"reasoning": "fine", "overall": 3}""", null },
        { """{"reasoning": "fine", "aesthetic": 4, "instruction_following": 3, "overall": 3, "overall": 4}""", null },
        { Reply("4", "3", "3") + " No: " + Reply("4", "3", "2"), null },
        { Reply("4", "3", "3") + " No: {\"overall\": 2", null },
        { Reply("4", "3", "3")[..^1], null },
        { "aesthetic 4, instruction_following 3, overall 3", null },
        { "[4, 3, 3]", null },
        { "", null },
    };

    [Theory, MemberData(nameof(Listed))]
    public void Each_listed_reply_is_read_as_listed(string reply, string? grades)
    {
        Reading<RubricVerdict> reading = RubricReply.Read(reply);

        Assert.Equal(grades, Told(reading.Value));
        Assert.True(reading.Value is not null || reading.Problem is not null);
    }

    [Fact]
    public void No_reply_at_all_has_no_grades() => Assert.Null(RubricReply.Read(null).Value);

    [Theory]
    [InlineData("4", "3", "3", null)]
    [InlineData("5", "3", "4", null)]
    [InlineData("5", "2", "4", "following outranks beauty")]
    [InlineData("1", "5", "2", "following outranks beauty")]
    [InlineData("3", "3", "5", null)]
    public void A_whole_that_is_nearer_to_beauty_is_doubtful(string aesthetic, string following, string overall, string? doubt)
    {
        string? problem = RubricReply.Read(Reply(aesthetic, following, overall)).Problem;

        Assert.Equal(doubt is null, problem is null);
        Assert.Contains(doubt ?? "", problem ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"aesthetic": 4, "instruction_following": 3, "overall": 3}""")]
    [InlineData("""{"reasoning": "  ", "aesthetic": 4, "instruction_following": 3, "overall": 3}""")]
    [InlineData("""{"reasoning": 7, "aesthetic": 4, "instruction_following": 3, "overall": 3}""")]
    public void Grades_without_reasons_are_doubtful(string reply)
        => Assert.Contains("'reasoning'", RubricReply.Read(reply).Problem, StringComparison.Ordinal);

    [Fact]
    public void Two_hundred_mutations_of_them_never_throw_and_never_give_other_grades()
    {
        int read = 0;
        (string Reply, string? Grades)[] listed = [.. Listed.Select(row => ((string)row[0]!, (string?)row[1]))];
        for (int number = 0; number < 200; number++)
        {
            (string reply, string? grades) = listed[StableRandom.Below(listed.Length, 12, "which", number)];
            string mutated = Mutations.Of(reply, number);
            RubricVerdict? found = RubricReply.Read(mutated).Value;

            Assert.True(found is null || new[] { found.Aesthetic, found.InstructionFollowing, found.Overall }.All(grade => grade is >= 1 and <= 5), $"{number}: {mutated}");
            Assert.True(found is null || grades is null || Told(found) == grades, $"{number}: {mutated}");
            read += found is null ? 0 : 1;
        }

        Assert.InRange(read, 20, 150);
    }

    private static string Reply(string aesthetic, string following, string overall)
        => $$"""{"reasoning": "ball: yes, red: no", "aesthetic": {{aesthetic}}, "instruction_following": {{following}}, "overall": {{overall}}}""";

    private static string? Told(RubricVerdict? verdict) => verdict is null ? null : FormattableString.Invariant($"{verdict.Aesthetic} {verdict.InstructionFollowing} {verdict.Overall}");
}
