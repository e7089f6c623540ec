using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Comparing;

public sealed class VerdictCorrections
{
    private static readonly Axis Words = new("scene", "Render", "place", Granularity.Coarse);
    private static readonly Axis Count = new("subject_count", "Identity", "how many", Granularity.Coarse) { IsNumber = true };

    private static (AxisVerdict Verdict, AxisCorrection? Correction) Correct(string reference, string shown, string? verdict, Axis? axis = null)
        => VerdictCorrection.Apply(axis ?? Words, reference, shown, verdict, Antonyms.Default);

    [Theory]
    [InlineData("match", AxisVerdict.Match)]
    [InlineData(" Matched. ", AxisVerdict.Match)]
    [InlineData("SAME", AxisVerdict.Match)]
    [InlineData("equal", AxisVerdict.Match)]
    [InlineData("yes", AxisVerdict.Match)]
    [InlineData("partial", AxisVerdict.Partial)]
    [InlineData("Partly", AxisVerdict.Partial)]
    [InlineData("similar", AxisVerdict.Partial)]
    [InlineData("close", AxisVerdict.Partial)]
    [InlineData("mismatch", AxisVerdict.Mismatch)]
    [InlineData("different", AxisVerdict.Mismatch)]
    [InlineData("no", AxisVerdict.Mismatch)]
    [InlineData("opposite", AxisVerdict.Mismatch)]
    [InlineData("\"wrong\"", AxisVerdict.Mismatch)]
    public void A_word_for_a_verdict_is_understood_without_being_a_correction(string said, AxisVerdict verdict)
        => Assert.Equal((verdict, null), Correct("a kitchen", "a garden", said));

    [Theory]
    [InlineData("kind of")]
    [InlineData("matching")]
    [InlineData("unverified")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_word_counts_as_partial_and_is_told(string? said)
        => Assert.Equal((AxisVerdict.Partial, new AxisCorrection("scene", "bad_verdict", said, AxisVerdict.Partial)), Correct("a kitchen", "a garden", said));

    [Theory]
    [InlineData("dim bedroom", "Dim  bedroom.", "partial", AxisVerdict.Match, "same_words")]
    [InlineData("a red hat", "red hat", "mismatch", AxisVerdict.Match, "same_words")]
    [InlineData("curly shoulder-length", "curly shoulder length", "partial", AxisVerdict.Match, "same_words")]
    [InlineData("no hat", "No hat!", "what?", AxisVerdict.Match, "same_words")]
    [InlineData("indoor", "outdoor", "partial", AxisVerdict.Mismatch, "opposites")]
    [InlineData("bright warm room", "dark cool room", "match", AxisVerdict.Mismatch, "opposites")]
    [InlineData("standing by the left wall", "seated by the left wall", "partial", AxisVerdict.Mismatch, "opposites")]
    [InlineData("with glasses", "without glasses", "partial", AxisVerdict.Mismatch, "negation")]
    [InlineData("wearing a hat", "no hat", "match", AxisVerdict.Mismatch, "negation")]
    [InlineData("none", "has", "partial", AxisVerdict.Mismatch, "negation")]
    [InlineData("unspecified", "", "mismatch", AxisVerdict.Match, "nothing_shown")]
    [InlineData("n/a", "not visible", "partial", AxisVerdict.Match, "nothing_shown")]
    [InlineData("a red hat", "not visible", "match", AxisVerdict.Mismatch, "nothing_shown")]
    [InlineData("a red hat", " ", "partial", AxisVerdict.Mismatch, "nothing_shown")]
    [InlineData("a red hat", "unknown", null, AxisVerdict.Mismatch, "nothing_shown")]
    public void A_verdict_that_contradicts_its_own_words_is_corrected(string reference, string shown, string? said, AxisVerdict verdict, string rule)
        => Assert.Equal((verdict, new AxisCorrection("scene", rule, said, verdict)), Correct(reference, shown, said));

    [Theory]
    [InlineData("two", "2", "partial", AxisVerdict.Match)]
    [InlineData("2", "3", "partial", AxisVerdict.Mismatch)]
    [InlineData("twelve people", "12 persons", "mismatch", AxisVerdict.Match)]
    [InlineData("zero", "0", "close", AxisVerdict.Match)]
    [InlineData("one", "a crowd", "partial", AxisVerdict.Mismatch)]
    public void Numbers_are_equal_or_not_and_never_partly(string reference, string shown, string said, AxisVerdict verdict)
        => Assert.Equal((verdict, new AxisCorrection("subject_count", "number", said, verdict)), Correct(reference, shown, said, Count));

    [Theory]
    [InlineData("two adults and one child", "three people", "match", AxisVerdict.Match)]
    [InlineData("two adults and one child", "four people", "mismatch", AxisVerdict.Mismatch)]
    public void Where_no_single_number_is_told_the_judge_is_believed(string reference, string shown, string said, AxisVerdict verdict)
        => Assert.Equal((verdict, null), Correct(reference, shown, said, Count));

    [Theory]
    [InlineData("a red car", "car red", "partial")]
    [InlineData("two", "2", "partial")]
    [InlineData("left and right wall", "right wall", "partial")]
    [InlineData("indoor kitchen", "outdoor garden", "partial")]
    [InlineData("wearing a hat", "hat", "partial")]
    [InlineData("unspecified", "blue", "mismatch")]
    public void A_verdict_that_no_rule_contradicts_stands(string reference, string shown, string said)
    {
        Assert.Null(Correct(reference, shown, said).Correction);
    }

    [Fact]
    public void The_table_of_opposites_is_the_users()
    {
        Antonyms[] own = [new("calm", "Stormy")];

        Assert.Equal(AxisVerdict.Mismatch, VerdictCorrection.Apply(Words, "stormy sea", "calm sea", "partial", own).Verdict);
        Assert.Equal(AxisVerdict.Partial, VerdictCorrection.Apply(Words, "indoor", "outdoor", "partial", own).Verdict);
    }

    [Fact]
    public void The_order_of_the_rules_decides_where_two_apply()
    {
        Assert.Equal("same_words", Correct("2", "2", "partial", Count).Correction!.Rule);
        Assert.Equal("nothing_shown", Correct("2", "unknown", "partial", Count).Correction!.Rule);
        Assert.Equal("negation", Correct("with 2", "without 2", "match", Count).Correction!.Rule);
    }
}
