using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.TrainPreferences", "Tuner", "Trains a model of a user's taste in the background, and waits for it. It survives restarts; the version it makes serves once PromoteModel says so.", Outcomes = ["Trained", "Insufficient", "Rejected", "Failed"])]
public sealed class TrainPreferences(TrainingDesk desk) : Activity
{
    /// <summary>The stimulus that it waits for.</summary>
    public const string Stimulus = "Refine.Training";

    [Input("Whose taste is learned. Empty: owner.")]
    public Input<string?> User { get; } = new(UserName.Default);

    [Input("What a choice costs: sigmoid, cdpo, robust, ipo, hinge or sigmoid_norm. Empty: cdpo.", UIHint = "dropdown", Options = ["sigmoid", "cdpo", "robust", "ipo", "hinge", "sigmoid_norm"])]
    public Input<string?> Loss { get; } = new(null);

    [Input("How tightly the model is held to what everybody starts with; larger is closer. Empty: 0.1.")]
    public Input<double?> Beta { get; } = new(null);

    [Input("What a tie costs: davidson, rao_kupper, half or drop. Empty: davidson.", UIHint = "dropdown", Options = ["davidson", "rao_kupper", "half", "drop"])]
    public Input<string?> Ties { get; } = new(null);

    [Input("The believed share of slips, for cdpo and robust, below 0.5. Empty: 0.05.")]
    public Input<double?> Epsilon { get; } = new(null);

    [Input("Rank of the adapter, 1 to 64. Empty: 8.")]
    public Input<int?> Rank { get; } = new(null);

    [Input("The adapter counts alpha / rank. Empty: 16.")]
    public Input<double?> Alpha { get; } = new(null);

    [Input("Length of a step. Empty: 0.005.", DisplayName = "Learning rate")]
    public Input<double?> LearningRate { get; } = new(null);

    [Input("Epochs at most. Empty: 200; it stops when votes that it does not learn from are foreseen no better.")]
    public Input<int?> MaxEpochs { get; } = new(null);

    [Input("Share of the votes that it does not learn from, up to 0.5. Empty: 0.2.")]
    public Input<double?> Holdout { get; } = new(null);

    [Input("Decisive votes below which nothing is trained. Empty: 20.")]
    public Input<int?> MinimumPairs { get; } = new(null);

    [Input("Decides all luck of the training. Empty: 1.")]
    public Input<long?> Seed { get; } = new(null);

    [Input("Whether a version that beats the one that serves does so at once, without PromoteModel.")]
    public Input<bool> Promote { get; } = new(false);

    [Output("The training: what it learned from, where it stands, and why it ended.")]
    public Output<Training.Training> Training { get; } = new();

    [Output("How well it did in the end; empty when nothing was trained.")]
    public Output<TrainingFigures?> Metrics { get; } = new();

    [Output("The version it made; empty when there is none.")]
    public Output<int?> ModelVersion { get; } = new();

    [Output("Why it ended as it did, in a sentence.")]
    public Output<string?> Reason { get; } = new();

    /// <inheritdoc/>
    /// <remarks>The snapshot of the votes is written first; its row and the place where this waits are one commit.</remarks>
    public override EffectKind Effect => EffectKind.Local;

    /// <summary>What a bookmark of it waits for.</summary>
    public static JsonElement WaitingFor(string training) => JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["TrainingId"] = training });

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string user = context.Get(User) is { Length: > 0 } name ? name : UserName.Default;
        // Derived, not drawn: whoever evaluates this visit again asks for the same training.
        var request = new TrainingRequest($"{context.Instance}-{context.Execution}", user, SettingsOf(context), $"workflow {context.Instance}")
        {
            Promotes = context.Get(Promote),
            Instance = context.Instance.Value,
        };
        Training.Training training = await desk.PrepareAsync(request, context.CancellationToken);
        context.Record(TrainingRecords.Row(training));
        if (training.IsOver)
            Close(context, training);
        else
            context.WaitFor(Stimulus, WaitingFor(training.Id));
    }

    protected override async ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        string id = resumption.Payload.GetProperty("TrainingId").GetString()!;
        Close(context, await desk.FindAsync(id, context.CancellationToken)
            ?? throw new TrainingException($"Training {id} is gone from the store; retry the activity to ask for a new one."));
    }

    private void Close(ActivityContext context, Training.Training training)
    {
        context.Set(Training, training);
        context.Set(Metrics, training.Figures);
        context.Set(ModelVersion, training.Version);
        context.Set(Reason, training.Reason);
        context.Complete(training.Status switch
        {
            TrainingStatus.Done => "Trained",
            TrainingStatus.InsufficientPairs => "Insufficient",
            TrainingStatus.RejectedByGate => "Rejected",
            _ => "Failed",
        });
    }

    private TrainingSettings SettingsOf(ActivityContext context) => new TrainingWishes
    {
        Loss = context.Get(Loss),
        Beta = context.Get(Beta),
        Ties = context.Get(Ties),
        Epsilon = context.Get(Epsilon),
        Alpha = context.Get(Alpha),
        LearningRate = context.Get(LearningRate),
        Rank = context.Get(Rank),
        Epochs = context.Get(MaxEpochs),
        Holdout = context.Get(Holdout),
        MinimumPairs = context.Get(MinimumPairs),
        Seed = context.Get(Seed) is { } seed ? (ulong)seed : null,
    }.Settings();
}
