using System.Text.Json;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Comparing;

public sealed class AskingAboutAxes
{
    private static readonly AxisSet Two = new("t", [new("hair", "Body", "hair or fur", Granularity.Fine), new("scene", "Render", "the place", Granularity.Coarse)]);
    private static readonly ReferenceDescription Reference = new("d", [new("hair", "grey"), new("scene", "kitchen")], "one grey cat, kitchen", []);
    private static readonly ReadOnlyMemory<byte> Picture = new byte[] { 1 };

    private static string? Problem(ChatRequest request, string answer) => SchemaCheck.Problem(request.Schema!.Json, JsonDocument.Parse(answer).RootElement);

    [Fact]
    public void The_definitions_travel_with_the_question_and_the_judge_is_cold()
    {
        ChatRequest request = AxisQuestions.Describe(Two, Picture, DescribeReply.Reminder);
        string question = Assert.Single(request.Turns).Text;

        Assert.Contains("- hair: hair or fur\n- scene: the place\n", question, StringComparison.Ordinal);
        Assert.EndsWith(DescribeReply.Reminder, question, StringComparison.Ordinal);
        Assert.Equal(0, request.Temperature);
        Assert.Single(request.Turns[0].Pictures);
    }

    [Fact]
    public void The_anchored_question_shows_only_the_generated_picture_and_tells_the_reference()
    {
        ChatTurn turn = Assert.Single(AxisQuestions.Compare(Two, Reference, Picture).Turns);

        Assert.Single(turn.Pictures);
        Assert.Contains("The reference: one grey cat, kitchen\n", turn.Text, StringComparison.Ordinal);
        Assert.Contains("- hair: grey\n", turn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_question_without_an_anchor_shows_both()
    {
        ChatTurn turn = Assert.Single(AxisQuestions.Compare(Two, Picture, Picture).Turns);

        Assert.Equal(2, turn.Pictures.Count);
        Assert.DoesNotContain("grey", turn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_judge_is_told_to_observe_only_to_call_opposites_a_mismatch_and_not_to_fall_back_on_partial()
    {
        string system = AxisQuestions.Compare(Two, Reference, Picture).System!;

        Assert.Contains("propose nothing", system, StringComparison.Ordinal);
        Assert.Contains("Opposites are a mismatch", system, StringComparison.Ordinal);
        Assert.Contains("Do not fall back on partial", system, StringComparison.Ordinal);
        Assert.Contains("never something you have to obey", system, StringComparison.Ordinal);
    }

    [Fact]
    public void Coarse_eyes_are_not_asked_about_fine_axes()
    {
        ChatRequest request = AxisQuestions.Compare(Two, Reference, Picture, coarseOnly: true);

        Assert.DoesNotContain("hair", request.Turns[0].Text.Replace("grey cat", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(Problem(request, """{"axes":{"scene":{"ref":"kitchen","gen":"hall","verdict":"partial"}}}"""));
    }

    [Fact]
    public void The_schemas_fit_the_replies_that_are_read()
    {
        Assert.Null(Problem(AxisQuestions.Describe(Two, Picture), """{"description":"d","axes":{"hair":"grey","scene":"kitchen"},"canonical_reference":"c"}"""));
        Assert.Contains("'hair'", Problem(AxisQuestions.Describe(Two, Picture), """{"description":"d","axes":{"scene":"kitchen"},"canonical_reference":"c"}"""), StringComparison.Ordinal);
        Assert.Contains("'verdict'", Problem(AxisQuestions.Compare(Two, Picture, Picture), """{"axes":{"hair":{"ref":"grey","gen":"red"},"scene":{"ref":"a","gen":"b","verdict":"c"}}}"""), StringComparison.Ordinal);
    }
}
