using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.GenerateImage", "Refine", "Paints the next picture of the run.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class GenerateImage(BackEnds backEnds, RunArtifacts artifacts, TimeProvider time, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last AcceptStep left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The working prompt. Empty takes the run's own.", UIHint = "multiline")]
    public Input<string?> Prompt { get; } = new(null);

    [Input("The seed of the picture. Empty: the run's own for this iteration.")]
    public Input<ulong?> Seed { get; } = new(null);

    [Input("Who paints this one. Empty: the run's generator.", UIHint = "dropdown")]
    public Input<string?> Generator { get; } = new(null);

    [Output("The picture: iteration, file, prompt, seed, lineage.")]
    public Output<Picture> Picture { get; } = new();

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input == nameof(Generator) ? backEnds.GeneratorIds : null;

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        if (context.Get(Generator) is { Length: > 0 } other)
            run = run with { Generator = other };
        Picture picture = await new PicturePainting(backEnds, artifacts, time)
            .PaintAsync(run, context.Get(Search) ?? SearchState.Start, context.Get(Prompt), null, context, context.Get(Seed));
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Picture)] = picture } };
    }
}
