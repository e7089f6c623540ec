using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.PromoteModel", "Tuner", "Compares a version with the one that serves, on votes that neither has learned from, and lets it serve when it is better beyond what luck explains.", Outcomes = ["Promoted", "Kept"])]
public sealed class PromoteModel(ModelShelf shelf, MaterialSource collect) : Activity
{
    [Input("Whose model. Empty: owner.")]
    public Input<string?> User { get; } = new(UserName.Default);

    [Input("The version, as TrainPreferences made it.", UIHint = "variable-picker", DisplayName = "Model version")]
    public Input<int?> ModelVersion { get; } = new(null);

    [Output("What the comparison showed.")]
    public Output<GateVerdict?> Verdict { get; } = new();

    [Output("The version that serves now; empty when none does.")]
    public Output<int?> Current { get; } = new();

    [Output("Why, in a sentence.")]
    public Output<string?> Reason { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Run again after a crash it finds its version serving and says so.</remarks>
    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string user = context.Get(User) is { Length: > 0 } name ? name : UserName.Default;
        int version = context.Get(ModelVersion) ?? throw new ModelException("PromoteModel was not told a version: give it TrainPreferences' output ModelVersion, and come here only by its outcome Trained.");
        CurrentModel? current = await shelf.PointerAsync(user, context.CancellationToken);
        GateVerdict? verdict = null;
        bool serves = current?.Version == version;
        if (!serves)
        {
            TrainingMaterial material = await collect(user, context.CancellationToken);
            verdict = await shelf.JudgeAsync(user, version, material.Set, context.CancellationToken);
            serves = verdict.Promotes;
            if (serves)
                current = await shelf.PromoteAsync(user, version, verdict.Sentence, context.CancellationToken);
        }

        context.Set(Verdict, verdict);
        context.Set(Current, current?.Version);
        context.Set(Reason, verdict?.Sentence ?? current?.Why);
        context.Complete(serves ? "Promoted" : "Kept");
    }
}
