using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.EvaluateImage", "Refine", "Asks the judge for a score and for what to do next.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class EvaluateImage(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("How often the judge is asked again when its reply cannot be read. 0 to 10.")]
    public Input<int> Retries { get; } = new(1);

    [Output("The judge's reply and what was read from it.")]
    public Output<Evaluation> Evaluation { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        if (picture.Blocked is { } reason)
            return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Evaluation)] = Activities.Evaluation.OfBlocked(reason) } };
        ReadOnlyMemory<byte> image = await artifacts.Open(run.Id).ReadAsync(picture.File, context.CancellationToken);

        Evaluation evaluation = await Inquiry.AskAsync(
            backEnds,
            run.Judge,
            new EvaluationRequest(run.Goal, picture.Prompt, image),
            context.Get(Retries),
            EvaluatorReply.Parse,
            verdict => !verdict.NeedsAnotherTry,
            context.CancellationToken);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Evaluation)] = evaluation } };
    }
}
