using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.ProposeRefinement", "Refine", "Asks for a different way forward from the picture that the search stands on.")]
public sealed class ProposeRefinement(BackEnds backEnds, RunArtifacts artifacts) : ExternalActivity
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("What AcceptStep decided.", UIHint = "variable-picker")]
    public Input<NextStep> Next { get; } = new(null!);

    [Input("The state of the search.", UIHint = "variable-picker")]
    public Input<SearchState> Search { get; } = new(null!);

    [Output("The idea: a description of the next picture.")]
    public Output<string> Idea { get; } = new();

    protected override async Task<EffectResult> RunAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        NextStep next = context.Get(Next);
        SearchState search = context.Get(Search);
        ReadOnlyMemory<byte> image = await artifacts.Folder(run.Id).ReadAsync(next.BaseFile!, context.CancellationToken);
        string idea = await backEnds.Proposer(run.Proposer).ProposeAsync(
            new ProposalRequest(
                run.Goal,
                next.BasePrompt!,
                image,
                next.RejectedIdeas,
                next.ProposerTemperature ?? 0.3,
                StableRandom.Bits(run.Settings.Seed, "proposal", search.Iteration)),
            context.CancellationToken);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Idea)] = idea } };
    }
}
