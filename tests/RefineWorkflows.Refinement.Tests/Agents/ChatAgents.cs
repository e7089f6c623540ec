using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Tests.Agents;

public sealed class ChatAgents
{
    private static readonly AgentRequest First = new("a warm cat", "a cat", 5, AgentTools.For(false), [], 7);

    [Fact]
    public async Task A_turn_is_one_object_whatever_is_wrapped_around_it()
    {
        var model = new ScriptedModel("<think>hm</think>\n```json\n{\"thought\": \"begin\", \"tool\": \"Generate\", \"text\": \"a cat\"}\n```\nThere.");
        AgentStep step = await new ChatAgent(model).TurnAsync(First, CancellationToken.None);
        Assert.Equal(new AgentStep("begin", new AgentCall("generate", "a cat")), step);
        Assert.Contains("at most 5 pictures", model.Requests.Single().System, StringComparison.Ordinal);
        Assert.DoesNotContain("summarize", model.Requests.Single().System, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task All_that_happened_is_told_in_turns_and_errors_as_errors()
    {
        var model = new ScriptedModel("""{"thought": "", "tool": "finish", "text": ""}""");
        AgentStep[] steps = [new("t", new AgentCall("generate", "a cat"), "iter-0001.png"), new("u", new AgentCall("dance"), "There is no tool.", true)];
        await new ChatAgent(model).TurnAsync(First with { Steps = steps }, CancellationToken.None);
        IReadOnlyList<ChatTurn> turns = model.Requests.Single().Turns;
        Assert.Equal([false, true, false, true, false], turns.Select(one => one.IsModel));
        Assert.Equal("Result of generate: iter-0001.png", turns[2].Text);
        Assert.Equal("Error of dance: There is no tool.", turns[4].Text);
    }

    [Fact]
    public async Task A_turn_that_cannot_be_read_is_asked_for_once_more_and_then_an_error()
    {
        var forgetful = new ScriptedModel("I would paint a cat.", """{"tool": "generate", "text": "a cat"}""");
        Assert.Equal("generate", (await new ChatAgent(forgetful).TurnAsync(First, CancellationToken.None)).Call!.Tool);
        Assert.Contains("cannot be read", forgetful.Requests[1].Turns[^1].Text, StringComparison.Ordinal);

        BackEndException error = await Assert.ThrowsAsync<BackEndException>(() => new ChatAgent(new ScriptedModel("no", "{ broken")).TurnAsync(First, CancellationToken.None));
        Assert.Equal(BackEndFailure.Protocol, error.Failure);
    }

    [Fact]
    public async Task A_turn_without_a_tool_has_no_call()
        => Assert.Null((await new ChatAgent(new ScriptedModel("""{"thought": "enough", "tool": "none", "text": ""}""")).TurnAsync(First, CancellationToken.None)).Call);

    private sealed class ScriptedModel(params string[] replies) : IChatModel
    {
        public string Id => "scripted";

        public List<ChatRequest> Requests { get; } = [];

        public Task<bool> SeesPicturesAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new ChatReply(replies[Requests.Count - 1]));
        }
    }
}
