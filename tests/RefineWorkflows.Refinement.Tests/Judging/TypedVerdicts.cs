using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Tests.Judging;

public sealed class TypedVerdicts
{
    [Fact]
    public void An_object_is_read_with_the_members_it_was_asked_for()
    {
        Verdict failed = new TypedVerdict("ok", "why").Read("Sure:\n```json\n{\"ok\": false, \"why\": \" too dark \", \"score\": 4.5}\n```");
        Assert.Equal((VerdictAction.Continue, 4.5, "too dark"), (failed.Action, failed.Score, failed.NextPrompt));
        Verdict passed = new TypedVerdict().Read(TypedVerdict.Write(true, 9, "good"));
        Assert.Equal((VerdictAction.Done, 9.0, "good"), (passed.Action, passed.Score, passed.Reasoning));
    }

    [Theory]
    [InlineData("DONE: it is fine")]
    [InlineData("{\"passed\": \"yes\", \"feedback\": \"x\"}")]
    [InlineData("{\"feedback\": \"x\"}")]
    [InlineData("{\"passed\": false}")]
    [InlineData("{\"passed\": tru")]
    public void Anything_else_is_an_error_and_never_a_failed_picture(string reply)
        => Assert.Contains("typed verdict", Assert.Throws<TypedVerdictException>(() => new TypedVerdict().Read(reply)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("SCORE: 5/10\nPASS: fine", true)]
    [InlineData("SCORE: 5/10\n**PASS**", true)]
    [InlineData("SCORE: 5/10\nnot PASS", false)]
    [InlineData("SCORE: 5/10\nThe PASSAGE is dark", false)]
    [InlineData("SCORE: 5/10\nPASSAGE: dark", false)]
    public void A_keyword_has_to_open_a_line(string reply, bool passes)
        => Assert.Equal(passes, new PassMark(null, null, "PASS", false).Read(reply).Action == VerdictAction.Done);

    [Fact]
    public void Anywhere_means_anywhere() => Assert.Equal(VerdictAction.Done, new PassMark(null, null, "PASS", true).Read("a PASSAGE").Action);

    [Theory]
    [InlineData("SCORE: 7.9/10\nDONE: I like it", VerdictAction.Continue)]
    [InlineData("SCORE: 8/10\nCONTINUE: more", VerdictAction.Done)]
    [InlineData("no score", VerdictAction.Continue)]
    [InlineData("", VerdictAction.Unknown)]
    public void A_threshold_counts_more_than_words(string reply, VerdictAction action)
        => Assert.Equal(action, new PassMark(8, null, "DONE", false).Read(reply).Action);
}
