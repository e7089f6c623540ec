using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.EvaluateImage", "Refine", "Asks the judge for a score and for what to do next.")]
public sealed class EvaluateImage(BackEnds backEnds, RunArtifacts artifacts) : BackEndActivity
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("How often the judge is asked again when its reply cannot be read. 0 to 10.")]
    public Input<int> Retries { get; } = new(1);

    [Output("The judge's reply and what was read from it.")]
    public Output<Evaluation> Evaluation { get; } = new();

    protected override async Task<EffectResult> RunAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        IJudge judge = backEnds.Judge(run.Judge);
        ReadOnlyMemory<byte> image = await artifacts.Open(run.Id).ReadAsync(picture.File, context.CancellationToken);

        string reply = "";
        Verdict verdict = EvaluatorReply.Parse("");
        int asked = 0;
        for (int retries = Math.Clamp(context.Get(Retries), 0, 10); asked <= retries && IsUnreadable(verdict); asked++)
        {
            reply = await judge.EvaluateAsync(
                new EvaluationRequest(run.Goal, picture.Prompt, image, asked == 0 ? null : EvaluatorReply.Reminder),
                context.CancellationToken);
            verdict = EvaluatorReply.Parse(reply);
        }

        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Evaluation)] = new Evaluation(reply, verdict, asked) } };
    }

    private static bool IsUnreadable(Verdict verdict) => verdict.Score is null || verdict.Action == VerdictAction.Unknown;
}
