using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.ProposeRefinement", "Refine", "Asks for a different way forward from the picture that the search stands on.", Outcomes = ["Done", "Exhausted", BudgetStop.Outcome])]
public sealed class ProposeRefinement(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("How AcceptStep wants to go on.", UIHint = "variable-picker")]
    public Input<NextStep> Next { get; } = new(null!);

    [Input("The picture that was decided about last.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Output("The idea: a description of the next picture.")]
    public Output<string> Idea { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        if (context.Get(Next) is not AskDifferent ask)
            throw new RunSettingsException("ProposeRefinement is reached only by the outcome Different of AcceptStep; connect it there.");
        ReadOnlyMemory<byte> image = await artifacts.Open(run.Id).ReadAsync(ask.Base.File, context.CancellationToken);
        string idea = await backEnds.Proposer(run.Proposer).ProposeAsync(
            new ProposalRequest(
                run.Goal,
                ask.Base.Prompt,
                image,
                ask.RejectedIdeas,
                ask.ProposerTemperature,
                StableRandom.Bits(run.Settings.Seed, "proposal", context.Get(Picture).Iteration))
            {
                Brief = await backEnds.Taste.BriefAsync(run.User, context.CancellationToken),
            },
            context.CancellationToken);
        return new EffectResult
        {
            Outcomes = [idea.Length > 0 ? "Done" : "Exhausted"],
            Outputs = new Dictionary<string, object?> { [nameof(Idea)] = idea },
        };
    }
}
