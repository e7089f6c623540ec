using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.WritePrompt", "Refine", "Writes the first prompt from the run's own, or revises the last by what the critic says. The optimizer's half of evaluator and optimizer.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class WritePrompt(BackEnds backEnds, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The picture whose prompt is to be revised; empty for the first prompt.", UIHint = "variable-picker")]
    public Input<Picture?> Picture { get; } = new(null);

    [Input("What the critic said about it.", UIHint = "variable-picker")]
    public Input<Evaluation?> Evaluation { get; } = new(null);

    [Output("The prompt. SummarizePrompt makes it fit for the generator.")]
    public Output<string> Prompt { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture? picture = context.Get(Picture);
        Evaluation? evaluation = context.Get(Evaluation);
        string prompt = await backEnds.Proposer(run.Proposer).ReviseAsync(
            new RevisionRequest(
                run.Goal,
                run.Prompt,
                picture?.Prompt,
                evaluation?.Verdict.NextPrompt ?? evaluation?.Reply,
                run.Settings.ProposerTemperatureCold,
                StableRandom.Bits(run.Settings.Seed, "writing", picture?.Iteration ?? 0)),
            context.CancellationToken);
        return new EffectResult
        {
            Outputs = new Dictionary<string, object?> { [nameof(Prompt)] = prompt.Trim() is { Length: > 0 } written ? written : picture?.Prompt ?? run.Prompt },
        };
    }
}
