using RefineWorkflows.Refinement.Agents;

namespace RefineWorkflows.Refinement.Tests.Agents;

public sealed class EmbeddedAgents
{
    [Theory]
    [InlineData("generate", "iter-0001.png", "evaluate", "iter-0001.png")]
    [InlineData("evaluate", "SCORE: 5/10\nCONTINUE: a warm cat", "generate", "a warm cat")]
    [InlineData("evaluate", "SCORE: 9/10\nDONE: fine", "finish", "")]
    [InlineData("evaluate", "I cannot say.", "look", "")]
    [InlineData("look", "the best prompt", "generate", "the best prompt")]
    public async Task What_happened_last_decides_what_comes_next(string tool, string result, string next, string text)
        => Assert.Equal(new AgentCall(next, text), await NextAsync(false, new AgentStep("", new AgentCall(tool), result)));

    [Fact]
    public async Task It_begins_with_the_prompt_of_the_run() => Assert.Equal(new AgentCall("generate", "a cat"), await NextAsync(false));

    [Fact]
    public async Task It_shortens_first_where_texts_have_to_be_short()
    {
        Assert.Equal(new AgentCall("summarize", "a warm cat"), await NextAsync(true, new AgentStep("", new AgentCall("evaluate"), "SCORE: 5/10\nCONTINUE: a warm cat")));
        Assert.Equal(new AgentCall("generate", "warm cat"), await NextAsync(true, new AgentStep("", new AgentCall("summarize"), "warm cat")));
    }

    [Fact]
    public async Task It_ends_where_a_tool_refuses() => Assert.Equal("finish", (await NextAsync(false, new AgentStep("", new AgentCall("generate"), "enough", true)))!.Tool);

    private static async Task<AgentCall?> NextAsync(bool summarizes, params AgentStep[] steps)
        => (await new EmbeddedAgent().TurnAsync(new AgentRequest("a warm cat", "a cat", 5, AgentTools.For(summarizes), steps, 7), CancellationToken.None)).Call;
}
