using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.CritiqueImage", "Refine", "Asks a critic whether the picture passes, and for what to change otherwise. The evaluator's half of evaluator and optimizer.", Outcomes = ["Passed", "Failed", BudgetStop.Outcome])]
public sealed class CritiqueImage(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("The score from which a picture passes, 1 to 10. Empty: what the critic says decides.")]
    public Input<double?> Threshold { get; } = new(null);

    [Input("The word by which the critic passes a picture. It has to open a line of the reply.", DisplayName = "Pass keyword")]
    public Input<string?> PassKeyword { get; } = new("DONE");

    [Input("Whether the keyword passes the picture wherever it stands in the reply.", DisplayName = "Keyword anywhere")]
    public Input<bool> KeywordAnywhere { get; } = new(false);

    [Input("Whether the critic is asked for a JSON object instead of words. One that cannot be read is an error, never a failed picture.", DisplayName = "Typed verdict")]
    public Input<bool> TypedVerdict { get; } = new(false);

    [Input("Member of the object that says whether the picture passes.", DisplayName = "Passed member", Category = "Typed verdict")]
    public Input<string?> PassedMember { get; } = new("passed");

    [Input("Member of the object that says what to change.", DisplayName = "Feedback member", Category = "Typed verdict")]
    public Input<string?> FeedbackMember { get; } = new("feedback");

    [Input("How often the critic is asked again when its reply cannot be read. 0 to 10.")]
    public Input<int> Retries { get; } = new(1);

    [Output("The critic's reply and what was read from it.")]
    public Output<Evaluation> Evaluation { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        if (picture.Blocked is { } reason)
            return new EffectResult { Outcomes = ["Failed"], Outputs = new Dictionary<string, object?> { [nameof(Evaluation)] = Activities.Evaluation.OfBlocked(reason) } };
        PassMark mark = Mark(context);
        ReadOnlyMemory<byte> image = await artifacts.Open(run.Id).ReadAsync(picture.File, context.CancellationToken);
        Evaluation evaluation = await Inquiry.AskAsync(
            backEnds,
            run.Judge,
            new EvaluationRequest(run.Goal, picture.Prompt, image, IsTyped: mark.Typed is not null, PassKeyword: mark.Keyword),
            context.Get(Retries),
            mark.Read,
            mark.Suffices,
            context.CancellationToken);
        return new EffectResult
        {
            Outcomes = [evaluation.Verdict.Action == VerdictAction.Done ? "Passed" : "Failed"],
            Outputs = new Dictionary<string, object?> { [nameof(Evaluation)] = evaluation },
        };
    }

    private PassMark Mark(EffectContext context)
    {
        double? threshold = context.Get(Threshold);
        if (threshold is not null and not (>= 1 and <= 10))
            throw new RunSettingsException(FormattableString.Invariant($"The threshold is {threshold}; allowed: 1 to 10, or leave it out."));
        return new PassMark(
            threshold,
            context.Get(TypedVerdict) ? new TypedVerdict(Given(context.Get(PassedMember), "passed"), Given(context.Get(FeedbackMember), "feedback")) : null,
            Given(context.Get(PassKeyword), "DONE"),
            context.Get(KeywordAnywhere));
    }

    private static string Given(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text.Trim();
}
