using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

public sealed class GradesInWords
{
    private const string Hostile = "it is \u001b[2Jred\r\n\u0007 and \u202eround\u2028now";

    [Fact]
    public void A_grade_is_said_with_its_interval_its_channels_and_their_evidence()
    {
        string[] lines = [.. GradeText.Lines(SomeChannels.Graded(0.9, 0.8, null, null, 0.7))];

        Assert.Matches(@"^[ABC][+-]?  0\.\d\d \(0\.\d\d to [01]\.\d\d: [A-F][+-]? to [A-F][+-]?\)  \w+", lines[0]);
        Assert.Equal("  semantic      0.90 × ", lines[1][..^4]);
        Assert.Equal("                seen as 0.9", lines[2]);
        Assert.Contains("  benchmark     missing: not asked", lines);
        Assert.Equal(lines[0], GradeText.Line(SomeChannels.Graded(0.9, 0.8, null, null, 0.7)));
    }

    [Fact]
    public void Words_of_a_model_are_one_line_without_commands_to_a_terminal()
    {
        Channels channels = SomeChannels.All(0.7) with { Semantic = ChannelReading.Of(0.7, [Hostile, "\u001b\r\n"]), Spatial = ChannelReading.Missing(Hostile) };
        GradeResult grade = Synthesis.Of(channels, new GradeSettings()) with { Because = Hostile };
        string[] said = [GradeText.Line(grade), .. grade.Channels.Select(GradeText.Line), .. GradeText.Lines(grade)];

        Assert.All(said, line => Assert.DoesNotContain(line, letter => char.IsControl(letter) || letter is '\u202e' or '\u2028'));
        Assert.EndsWith("(it is [2Jred and round now)", said[0], StringComparison.Ordinal);
        Assert.Contains("                it is [2Jred and round now", said);
        Assert.DoesNotContain(said, string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void What_is_not_graded_says_why_and_has_no_score()
        => Assert.Matches(@"^U  no score  review \(.+\)$", GradeText.Line(SomeChannels.Graded(null, null, null, null, null)));
}
