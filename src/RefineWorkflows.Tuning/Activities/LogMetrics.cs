using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.LogMetrics", "Tuner", "Writes down what the cycle did for a user: in the archive, and in the memory blocks session_state, quality_standards and ab_testing.")]
public sealed class LogMetrics(VoteBook votes, TrainingDesk desk, ModelShelf shelf, MemoryBook memory, Archive archive) : Activity
{
    private const int Trend = 20;

    /// <summary>Votes that the block is tried with first; fewer, until they fit.</summary>
    private const int MostSelections = 40;

    [Input("Whose. Empty: owner.")]
    public Input<string?> User { get; } = new(UserName.Default);

    [Input("What ReadSelections said.", UIHint = "variable-picker")]
    public Input<Selections?> Selections { get; } = new(null);

    [Input("The training, as TrainPreferences made it in this cycle; empty when nothing was trained.", UIHint = "variable-picker")]
    public Input<Training.Training?> Training { get; } = new(null);

    [Input("What PromoteModel compared; empty when it was not asked.", UIHint = "variable-picker")]
    public Input<GateVerdict?> Verdict { get; } = new(null);

    [Input("The patterns that UpdateFailurePatterns found.", UIHint = "variable-picker")]
    public Input<IReadOnlyList<string>?> NewPatterns { get; } = new(null);

    [Output("What the cycle did.")]
    public Output<TunerReport> Report { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string user = context.Get(User) is { Length: > 0 } name ? name : UserName.Default;
        // The variable may still hold the training of the user before.
        Training.Training? training = context.Get(Training) is { } given && given.User == user ? await desk.FindAsync(given.Id, context.CancellationToken) ?? given : null;
        CurrentModel? current = await shelf.PointerAsync(user, context.CancellationToken);
        // So may the other hold what was said of theirs: only what was trained is ever compared.
        GateVerdict? verdict = training?.Status == TrainingStatus.Done ? context.Get(Verdict) : null;
        TunerReport report = ReportOf(training, current, verdict, context.Get(Selections), context.Get(NewPatterns) ?? []);
        await WriteBlocksAsync(user, training, report, context.Now, context.CancellationToken);
        await archive.AppendAsync(user, [Entry(context, report)], context.CancellationToken);
        context.Set(Report, report);
        context.Complete();
    }

    private static TunerReport ReportOf(Training.Training? training, CurrentModel? current, GateVerdict? verdict, Selections? read, IReadOnlyList<string> patterns)
    {
        bool serves = training?.Version is { } made && current?.Version == made;
        return new TunerReport
        {
            TrainingStep = training?.Figures?.Step ?? 0,
            Loss = training?.Figures?.HoldoutLoss,
            NewPatterns = patterns,
            ModelConfidence = training is null ? 0 : Confidence(verdict?.Trial ?? training.Gate?.Trial),
            PairsUsed = training?.Dataset.Pairs ?? 0,
            HoldoutAccuracy = training?.Figures?.HoldoutAccuracy,
            AdapterVersion = current?.Version,
            SkippedReason = serves ? null
                : training is null ? string.Create(CultureInfo.InvariantCulture, $"{read?.New ?? 0} new votes: too few to train")
                : verdict?.Sentence ?? training.Reason ?? "the version that serves stays",
        };
    }

    /// <summary>How far above a coin it certainly is: the lower end of its accuracy's interval, from 0 at a half to 1.</summary>
    private static double Confidence(GateTrial? trial) => trial is null ? 0 : Math.Clamp((2 * trial.Low) - 1, 0, 1);

    private async Task WriteBlocksAsync(string user, Training.Training? training, TunerReport report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await memory.EditAsync(
            user,
            MemoryLabels.SessionState,
            state => state["tuner"] = new JsonObject
            {
                ["training_step"] = report.TrainingStep,
                ["last_pair_id"] = training?.Dataset.LastId ?? state["tuner"]?["last_pair_id"]?.DeepClone(),
                ["last_run_at"] = now,
                ["adapter_version"] = report.AdapterVersion,
                ["metrics"] = new JsonObject { ["loss"] = report.Loss, ["holdout_accuracy"] = report.HoldoutAccuracy, ["pairs_used"] = report.PairsUsed },
            },
            "tuner",
            cancellationToken);
        if (training is not null)
        {
            await memory.EditAsync(
                user,
                MemoryLabels.QualityStandards,
                standards =>
                {
                    standards["model_confidence"] = report.ModelConfidence;
                    double[] before = [.. (standards["training_loss_trend"] as JsonArray ?? []).Select(one => one!.GetValue<double>())];
                    if (report.Loss is { } exact && Math.Round(exact, 6) is var loss && (before.Length == 0 || before[^1] != loss))
                        standards["training_loss_trend"] = new JsonArray([.. before.Append(loss).TakeLast(Trend).Select(one => JsonValue.Create(one))]);
                },
                "tuner",
                cancellationToken);
        }

        await MirrorVotesAsync(user, cancellationToken);
    }

    private async Task MirrorVotesAsync(string user, CancellationToken cancellationToken)
    {
        long last = (await votes.HeadAsync(user, cancellationToken)).Last;
        Selection[] newest = [.. (await votes.ListAsync(user, Math.Max(0, last - MostSelections), MostSelections, cancellationToken)).Where(vote => vote.UndoneAt is null).Select(Mirror)];
        await memory.EditAsync(
            user,
            MemoryLabels.AbTesting,
            block =>
            {
                for (int count = newest.Length; ; count--)
                {
                    block["USER_SELECTIONS"] = JsonSerializer.SerializeToNode(newest[^count..], MemoryForm.Json);
                    if (count == 0 || block.ToJsonString(MemoryForm.Json).Length <= MemoryLabels.UsualLimit)
                        return;
                }
            },
            "tuner",
            cancellationToken);
    }

    private static Selection Mirror(Vote vote)
        => new(vote.Id, vote.User, vote.Prompt, vote.A.Sha256, vote.B.Sha256, vote.Outcome, vote.At, vote.Source == Pairs.PairSource.Machine ? "judge" : vote.Source.ToString().ToLowerInvariant());

    private static ArchiveEntry Entry(ActivityContext context, TunerReport report)
    {
        var scores = new Dictionary<string, double> { ["pairs_used"] = report.PairsUsed, ["model_confidence"] = report.ModelConfidence };
        if (report.Loss is { } loss)
            scores["loss"] = loss;
        if (report.HoldoutAccuracy is { } accuracy)
            scores["holdout_accuracy"] = accuracy;
        string outcome = report.SkippedReason ?? string.Create(CultureInfo.InvariantCulture, $"version {report.AdapterVersion} serves");
        return new ArchiveEntry($"cycle/{context.Instance}-{context.Execution}", context.Now, scores, null) { Text = $"tuner: {outcome}" };
    }
}
