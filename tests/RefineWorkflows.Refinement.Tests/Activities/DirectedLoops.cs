using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>The loop that an agent directs.</summary>
public sealed class DirectedLoops
{
    [Fact]
    public async Task The_embedded_agent_paints_has_it_judged_and_does_what_the_judge_says_until_it_is_done()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 3 ? "SCORE: 8/10\nDONE: good" : $"SCORE: {4 + iteration}/10\nCONTINUE: step {iteration}" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("agent-loop", "agent");

        Assert.Equal((StopReasons.Done, 3, 3), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal(["a cat", "step 1", "step 2"], backEnds.Generated.Select(one => one.Prompt));
    }

    [Fact]
    public async Task Where_the_generator_reads_few_words_texts_are_shortened_first()
    {
        using var folder = new TempFolder();
        string words = string.Join(' ', Enumerable.Range(1, 60).Select(at => $"w{at}"));
        var backEnds = new ScriptedBackEnds { Capabilities = new GeneratorCapabilities("scripted", 77, true, true, true), Reply = (_, _) => $"SCORE: 5/10\nCONTINUE: {words}" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        await engine.RunAsync("agent-loop", "short", ("MaxIterations", 2));
        Assert.Equal("a cat", backEnds.Generated.First().Prompt);
        Assert.Equal(34, backEnds.Generated.Last().Prompt.Split(' ').Length);
    }

    [Fact]
    public async Task An_agent_that_answers_without_a_tool_ends_the_run_with_what_there_is()
    {
        using var folder = new TempFolder();
        var agent = new ScriptedAgent(new AgentCall("generate", "one"), new AgentCall("evaluate", "iter-0001.png"), null);
        RunRow run = await RunAsync(folder, agent);
        Assert.Equal((StopReasons.AgentFinished, 1), (run.Reason, run.Iterations));
        Assert.True(File.Exists(Path.Combine(folder.Path, "runs", "run", "report.html")));
    }

    [Fact]
    public async Task What_an_agent_gets_wrong_is_told_to_it_and_costs_a_tool_call()
    {
        using var folder = new TempFolder();
        var agent = new ScriptedAgent(
            new AgentCall("evaluate", "nothing.png"), new AgentCall("look"), new AgentCall("dance"),
            new AgentCall("generate", "one"), new AgentCall("generate", "two"), new AgentCall("evaluate", "wrong.png"),
            new AgentCall("look"), new AgentCall("generate", "three"), new AgentCall("evaluate", "iter-0002.png"), new AgentCall("generate", "never"));
        RunRow run = await RunAsync(folder, agent, ("MaxIterations", 3));

        AgentStep[] steps = [.. agent.Requests.Last().Steps];
        Assert.Equal([true, true, true, false, true, false, false, false], steps.Take(8).Select(one => one.Failed));
        Assert.Contains("generate one", steps[0].Result, StringComparison.Ordinal);
        Assert.Contains("dance", steps[2].Result, StringComparison.Ordinal);
        Assert.Contains("has not been judged", steps[4].Result, StringComparison.Ordinal);
        Assert.StartsWith("(judged: iter-0001.png)", steps[5].Result, StringComparison.Ordinal);
        Assert.Equal("one", steps[6].Result);
        // Three pictures may take three calls each.
        Assert.Equal((StopReasons.StepBudget, 2), (run.Reason, run.Iterations));
        Assert.Equal(9, steps.Length + 1);
    }

    [Fact]
    public async Task Wherever_the_process_dies_no_turn_is_lost_and_no_picture_made_twice()
    {
        (string, object)[] input = [("MaxIterations", 2)];
        for (int commit = 1; ; commit++)
        {
            using var folder = new TempFolder();
            var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => $"SCORE: {iteration + 3}/10\nCONTINUE: step {iteration}" };
            bool died = false;
            await using (LoopEngine first = await LoopEngine.OpenAsync(folder.Path, backEnds, store => new MortalStore(store, commit, afterTheWrite: true)))
            {
                try
                {
                    await first.RunAsync("agent-loop", "run", input);
                }
                catch (ProcessDiedException)
                {
                    died = true;
                }
            }

            await using LoopEngine second = await LoopEngine.OpenAsync(folder.Path, backEnds);
            await second.Host.ContinueAsync(new("run"), CancellationToken.None);
            IReadOnlyList<IterationRecord> steps = await second.Records.IterationsAsync("run", CancellationToken.None);
            Assert.Equal([("a cat", 4.0), ("step 1", 5.0)], steps.Select(one => (one.Prompt, one.Score!.Value)));
            Assert.InRange(backEnds.Generated.Count, 2, 3);
            if (!died)
                return;
        }
    }

    private static async Task<RunRow> RunAsync(TempFolder folder, ScriptedAgent agent, params (string, object)[] input)
    {
        var backEnds = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nCONTINUE: more" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([backEnds], [backEnds], [backEnds], [agent]));
        return await engine.RunAsync("agent-loop", "run", input);
    }

    private sealed class ScriptedAgent(params AgentCall?[] calls) : IAgent
    {
        public string Id => "scripted";

        public List<AgentRequest> Requests { get; } = [];

        public Task<AgentStep> TurnAsync(AgentRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new AgentStep("", calls[request.Steps.Count]));
        }
    }
}
