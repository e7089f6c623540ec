using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.AgentTurn", "Refine", "Asks an agent what to do next. InvokeTool does it.", Outcomes = ["Call", "Stop", BudgetStop.Outcome])]
public sealed class AgentTurn(BackEnds backEnds, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("All that the agent has done so far, as InvokeTool left it; empty before the first turn.", UIHint = "variable-picker")]
    public Input<AgentStep[]?> Steps { get; } = new(null);

    [Input("Who directs. Empty: the first that is configured.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Agent { get; } = new(null);

    [Output("The same with the turn, which has no result yet.")]
    public Output<AgentStep[]> NewSteps { get; } = new();

    [Output("Why the run ends here; empty while it goes on.")]
    public Output<string?> Reason { get; } = new();

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input == nameof(Agent) ? backEnds.AgentIds : null;

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        AgentStep[] steps = context.Get(Steps) ?? [];
        bool summarizes = new PromptBudget(backEnds.Generator(run.Generator).Capabilities.MaxPromptTokens).MaxWords is not null;
        int most = AgentTools.Limit(run.Settings.MaxIterations, summarizes) ?? run.Settings.AbsoluteCeiling;
        if (steps.Length >= most)
            return Result(steps, "Stop", StopReasons.StepBudget);
        AgentStep turn = await backEnds.Agent(context.Get(Agent)).TurnAsync(
            new AgentRequest(run.Goal, run.Prompt, run.Settings.MaxIterations, AgentTools.For(summarizes), steps, StableRandom.Bits(run.Settings.Seed, "agent", steps.Length)),
            context.CancellationToken);
        return turn.Call is null or { Tool: AgentTools.Finish }
            ? Result([.. steps, turn], "Stop", StopReasons.AgentFinished)
            : Result([.. steps, turn], "Call", null);
    }

    private static EffectResult Result(AgentStep[] steps, string outcome, string? reason) => new()
    {
        Outcomes = [outcome],
        Outputs = new Dictionary<string, object?> { [nameof(NewSteps)] = steps, [nameof(Reason)] = reason },
    };
}
