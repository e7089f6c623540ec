using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What every chat model keeps to beside, whatever its server speaks.</summary>
public abstract class ChatModelContract<TClient> : BackEndContract<TClient>
    where TClient : class, IChatModel, IDisposable
{
    private static readonly Lazy<Task<GeneratedImage>> Painted = new(() => new EmbeddedPainter().GenerateAsync(new GenerationRequest("a red apple on a wooden table", null, 5, 128, 128), CancellationToken.None));

    private static readonly ChatSchema Grade = new("grade", JsonElement.Parse(
        """{"type":"object","properties":{"grade":{"type":"string","enum":["A","B"]},"score":{"type":"integer","minimum":1,"maximum":10}},"required":["grade","score"],"additionalProperties":false}"""));

    /// <summary>What its server says next instead of thinking.</summary>
    private protected abstract Queue<string> Scripted { get; }

    private protected abstract string TextModel { get; }

    /// <summary>Whether its server refuses words by itself; local ones do not.</summary>
    private protected virtual bool Blocks => true;

    /// <summary>Whether its server says which models can see; where it does not, the model is shown one tiny picture.</summary>
    private protected virtual bool TellsSight => true;

    protected override Task WorkAsync(TClient client, CancellationToken cancellationToken) => client.AskAsync(Hello(), cancellationToken);

    [Fact]
    public async Task A_vision_model_judges_a_picture_in_the_reply_grammar()
    {
        var judge = new ChatJudge(Open());
        string reply = await judge.EvaluateAsync(new EvaluationRequest("a red apple, dramatic red light", "a red apple on a wooden table", (await Painted.Value).Bytes), CancellationToken.None);
        Verdict verdict = EvaluatorReply.Parse(reply);
        Assert.InRange(verdict.Score!.Value, 1, 10);
        Assert.Equal(VerdictAction.Continue, verdict.Action);
        Assert.StartsWith("a red apple", verdict.NextPrompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_question_gets_the_same_verdict()
    {
        var judge = new ChatJudge(Open());
        var request = new EvaluationRequest("a red apple", "a red apple on a wooden table", (await Painted.Value).Bytes);
        Assert.Equal(await judge.EvaluateAsync(request, CancellationToken.None), await judge.EvaluateAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task A_proposal_is_none_of_the_ideas_that_failed()
    {
        var proposer = new ChatProposer(Open());
        ReadOnlyMemory<byte> image = (await Painted.Value).Bytes;
        string first = await proposer.ProposeAsync(new ProposalRequest("a red apple, flames", "a red apple", image, [], 0, 3), CancellationToken.None);
        string second = await proposer.ProposeAsync(new ProposalRequest("a red apple, flames", "a red apple", image, [first], 0, 3), CancellationToken.None);
        Assert.NotEmpty(first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_description_is_condensed_to_the_words_that_are_allowed()
    {
        string condensed = await new ChatProposer(Open()).CondenseAsync("a red apple, warm red light, deep shadows, on a wooden table, dew drops, a red background, soft focus", 8, CancellationToken.None);
        Assert.InRange(condensed.Split(' ').Length, 1, 8);
    }

    [Fact]
    public async Task A_model_that_reads_only_text_is_refused_as_a_judge_before_it_is_asked_to_judge()
    {
        TClient blind = Open(settings => settings with { Model = TextModel });
        BackEndException refused = await Assert.ThrowsAsync<BackEndException>(() => new ChatJudge(blind).PrepareAsync(CancellationToken.None));
        Assert.Equal(BackEndFailure.InvalidRequest, refused.Failure);
        Assert.Contains("reads only text", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TellsSight ? 0 : 1, await WorksAsync());
    }

    [Fact]
    public async Task An_answer_has_the_shape_that_was_asked_for()
    {
        ChatReply reply = await Open().AskAsync(Graded(), CancellationToken.None);
        using JsonDocument grade = JsonDocument.Parse(reply.Text);
        Assert.Equal("A", grade.RootElement.GetProperty("grade").GetString());
        Assert.InRange(grade.RootElement.GetProperty("score").GetInt32(), 1, 10);
        Assert.True(reply.InputTokens > 0 && reply.OutputTokens > 0);
    }

    [Fact]
    public async Task An_answer_of_another_shape_is_asked_for_once_more()
    {
        Scripted.Enqueue("""{"grade":"Z","score":3}""");
        Scripted.Enqueue("Here you are:\n```json\n{\"grade\":\"B\",\"score\":4}\n```");
        Assert.Equal("""{"grade":"B","score":4}""", (await Open().AskAsync(Graded(), CancellationToken.None)).Text);
        Assert.Equal(2, await WorksAsync());
    }

    [Fact]
    public async Task An_answer_of_another_shape_twice_is_a_failure()
    {
        Scripted.Enqueue("""{"grade":"A","score":11}""");
        Scripted.Enqueue("I would rather not.");
        BackEndException failure = await FailureOfAsync(Open(), Graded());
        Assert.Equal(BackEndFailure.Protocol, failure.Failure);
        Assert.Contains("I would rather not.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, await WorksAsync());
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_is_asked_for_once_more_with_more_room()
    {
        string said = new('y', 40);
        Scripted.Enqueue(said);
        Scripted.Enqueue(said);
        ChatReply reply = await Open().AskAsync(Hello() with { MaxTokens = 4 }, CancellationToken.None);
        Assert.Equal(said, reply.Text);
        Assert.False(reply.WasCut);
        Assert.Equal(2, await WorksAsync());
    }

    [Fact]
    public async Task An_answer_too_long_even_then_says_that_it_was_cut()
    {
        Scripted.Enqueue(new string('y', 400));
        Scripted.Enqueue(new string('y', 400));
        Assert.True((await Open().AskAsync(Hello() with { MaxTokens = 4 }, CancellationToken.None)).WasCut);
    }

    [Fact]
    public async Task A_block_is_told_as_one()
    {
        var request = new ChatRequest([ChatTurn.User("something forbidden")]);
        if (Blocks)
            Assert.Equal(BackEndFailure.ContentBlocked, (await FailureOfAsync(Open(), request)).Failure);
        else
            Assert.Equal("You said: something forbidden", (await Open().AskAsync(request, CancellationToken.None)).Text);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_not_repeated()
    {
        BackEndException failure = await FailureOfAsync(Open(settings => settings with { Secret = "sk-mistaken-key" }), Hello());
        Assert.Equal(BackEndFailure.Auth, failure.Failure);
        Assert.DoesNotContain("sk-mistaken-key", failure.ToString(), StringComparison.Ordinal);
    }

    private protected static ChatRequest Hello() => new([ChatTurn.User("hello")]);

    private protected static ChatRequest Graded() => new([ChatTurn.User("Grade this.")]) { System = "You grade.", Schema = Grade };

    private protected static Task<BackEndException> FailureOfAsync(IChatModel model, ChatRequest request)
        => Assert.ThrowsAsync<BackEndException>(() => model.AskAsync(request, CancellationToken.None));
}
