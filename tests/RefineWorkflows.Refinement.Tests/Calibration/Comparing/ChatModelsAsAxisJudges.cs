using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Calibration.Comparing;

public sealed class ChatModelsAsAxisJudges
{
    private const string Description = """{"description":"d","axes":{"hair":"grey","scene":"kitchen"},"canonical_reference":"c"}""";
    private const string Comparison = """{"axes":{"hair":{"ref":"red","gen":"grey","verdict":"partial"},"scene":{"ref":"kitchen","gen":"hall","verdict":"partial"}}}""";
    private const string Half = """{"axes":{"scene":{"ref":"kitchen","gen":"kitchen","verdict":"match"}}}""";

    private static readonly AxisSet Two = new("t", [new("hair", "Body", "hair or fur", Granularity.Fine), new("scene", "Render", "the place", Granularity.Coarse)]);
    private static readonly ReferenceDescription Reference = DescribeReply.Read(Two, Description).Value!;
    private static readonly byte[] Picture = SomePicture.Flat(90);

    [Fact]
    public async Task A_reply_that_cannot_be_read_is_asked_for_again_with_a_reminder()
    {
        var model = new ScriptedModel("It is a cat.", Description);

        ReferenceDescription described = await new ChatAxisJudge(model, false).DescribeAsync(Two, Picture, CancellationToken.None);

        Assert.Equal("grey", described.Of("hair"));
        Assert.EndsWith("Describe the image.", model.Requests[0].Turns[0].Text, StringComparison.Ordinal);
        Assert.EndsWith(DescribeReply.Reminder, model.Requests[1].Turns[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_that_cannot_be_described_in_three_tries_fails_with_what_was_said()
    {
        var model = new ScriptedModel("one", "two", "three", Description);

        var failure = await Assert.ThrowsAsync<DescriptionException>(() => new ChatAxisJudge(model, false).DescribeAsync(Two, Picture, CancellationToken.None));

        Assert.Equal((3, "three"), (model.Requests.Count, failure.Reply));
        Assert.Contains("no whole JSON object", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_anchor_holds_whatever_the_model_says_of_the_reference()
    {
        AxisReading<AxisComparison> read = await new ChatAxisJudge(new ScriptedModel(Comparison), false).CompareAsync(Two, Reference, default, Picture, anchor: true, CancellationToken.None);

        Assert.Equal([("grey", AxisVerdict.Match), ("kitchen", AxisVerdict.Partial)], read.Value!.Findings.Select(finding => (finding.Ref, finding.Verdict)));
        Assert.Equal("ref_drift", Assert.Single(read.Value.Notes).Code);
    }

    [Fact]
    public async Task Without_the_anchor_both_pictures_are_shown_and_the_model_is_believed()
    {
        var model = new ScriptedModel(Comparison);

        AxisReading<AxisComparison> read = await new ChatAxisJudge(model, false).CompareAsync(Two, Reference, Picture, Picture, anchor: false, CancellationToken.None);

        Assert.Equal(2, model.Requests[0].Turns[0].Pictures.Count);
        Assert.Equal(("red", AxisVerdict.Partial), (read.Value!.Findings[0].Ref, read.Value.Findings[0].Verdict));
    }

    [Fact]
    public async Task Axes_that_were_left_out_are_asked_for_again_and_then_the_last_readable_reply_counts()
    {
        var model = new ScriptedModel("no", Half, "nothing");

        AxisReading<AxisComparison> read = await new ChatAxisJudge(model, false).CompareAsync(Two, Reference, default, Picture, anchor: true, CancellationToken.None);

        Assert.Equal((3, Half), (model.Requests.Count, read.Reply));
        Assert.Equal([AxisVerdict.Mismatch, AxisVerdict.Match], read.Value!.Findings.Select(finding => finding.Verdict));
    }

    [Fact]
    public async Task A_judge_that_babbles_gives_a_problem_and_its_words()
    {
        AxisReading<AxisComparison> read = await new ChatAxisJudge(new ScriptedModel("a", "b", "c"), false).CompareAsync(Two, Reference, default, Picture, anchor: true, CancellationToken.None);

        Assert.Null(read.Value);
        Assert.Equal(("it holds no whole JSON object", "c"), (read.Problem, read.Reply));
    }

    [Fact]
    public async Task A_model_that_cannot_keep_to_a_schema_is_asked_without_one()
    {
        var model = new ScriptedModel(null, Comparison);

        AxisReading<AxisComparison> read = await new ChatAxisJudge(model, false).CompareAsync(Two, Reference, default, Picture, anchor: true, CancellationToken.None);

        Assert.NotNull(read.Value);
        Assert.Equal([true, false], model.Requests.Select(request => request.Schema is not null));
    }

    [Fact]
    public async Task Coarse_eyes_leave_fine_axes_unverified()
    {
        AxisReading<AxisComparison> read = await new ChatAxisJudge(new ScriptedModel(Half), coarseOnly: true).CompareAsync(Two, Reference, default, Picture, anchor: true, CancellationToken.None);

        Assert.Equal([AxisVerdict.Unverified, AxisVerdict.Match], read.Value!.Findings.Select(finding => finding.Verdict));
    }

    [Fact]
    public async Task A_model_without_sight_is_refused()
        => await Assert.ThrowsAsync<BackEndException>(() => new ChatAxisJudge(new ScriptedModel { Sees = false }, false).PrepareAsync(CancellationToken.None));

    /// <summary>Says what it is told to, one reply a question; null fails as a model does whose answers fit no schema.</summary>
    private sealed class ScriptedModel(params string?[] replies) : IChatModel
    {
        public string Id => "scripted";

        public bool Sees { get; init; } = true;

        public List<ChatRequest> Requests { get; } = [];

        public Task<bool> SeesPicturesAsync(CancellationToken cancellationToken) => Task.FromResult(Sees);

        public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return replies[Requests.Count - 1] is { } reply
                ? Task.FromResult(new ChatReply(reply))
                : Task.FromException<ChatReply>(new BackEndException(Id, BackEndFailure.Protocol, "Its answer does not fit."));
        }
    }
}
