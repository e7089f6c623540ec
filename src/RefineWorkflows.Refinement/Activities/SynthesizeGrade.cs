using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.SynthesizeGrade", "Quality", "Makes one grade of what the channels said, records the step, and leaves by what the grade asks for.", Outcomes = ["Accept", "Review", "Refine", "Reject", "Stop"])]
public sealed class SynthesizeGrade(BackEnds backEnds, RunArtifacts artifacts, RunRecords records) : Activity
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last SynthesizeGrade left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("The idea that led to the picture; empty for the first.", UIHint = "variable-picker")]
    public Input<string?> Idea { get; } = new(null);

    [Input("What VerifySemantic said; empty leaves the channel out.", UIHint = "variable-picker", Category = "Channels")]
    public Input<ChannelReading?> Semantic { get; } = new(null);

    [Input("What VerifySpatial said.", UIHint = "variable-picker", Category = "Channels")]
    public Input<ChannelReading?> Spatial { get; } = new(null);

    [Input("What MeasureBenchmark said.", UIHint = "variable-picker", Category = "Channels")]
    public Input<ChannelReading?> Benchmark { get; } = new(null);

    [Input("What PredictPreference said.", UIHint = "variable-picker", Category = "Channels")]
    public Input<ChannelReading?> Preference { get; } = new(null);

    [Input("What AssessAxes said.", UIHint = "variable-picker", Category = "Channels")]
    public Input<RewardReport?> Axes { get; } = new(null);

    [Input("How often the run was taken further and started over, as the last SynthesizeGrade left it.", UIHint = "variable-picker")]
    public Input<ReviewLoop?> Cycles { get; } = new(null);

    [Input("A score that would be accepted and is below this is reviewed, 0 to 1. Empty: the table of grades decides.", DisplayName = "Accept from", Category = "Grading")]
    public Input<double?> AcceptFrom { get; } = new(null);

    [Input("Refinements after which a person is asked, 0 to 100.", DisplayName = "Refine cycles", Category = "Grading")]
    public Input<int?> RefineCycles { get; } = new(null);

    [Input("Fresh starts after which a person is asked, 0 to 100.", DisplayName = "Reject retries", Category = "Grading")]
    public Input<int?> RejectRetries { get; } = new(null);

    [Output("The grade with its evidence, interval and action.")]
    public Output<GradeResult> Grade { get; } = new();

    [Output("The same as WritePrompt takes it: a score from 1 to 10, and as what to change the advice and the reasons.")]
    public Output<Evaluation> Evaluation { get; } = new();

    [Output("The state of the search after this picture.")]
    public Output<SearchState> NewSearch { get; } = new();

    [Output("How often the run was taken further and started over, with this time.")]
    public Output<ReviewLoop> NewCycles { get; } = new();

    [Output("Why the run stops; empty while it goes on.")]
    public Output<string?> Reason { get; } = new();

    [Output("The iteration, as reports show it.")]
    public Output<IterationRecord> Step { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        RewardReport? axes = context.Get(Axes);
        GradeResult grade = Synthesis.Of(
            new Channels(
                context.Get(Semantic) ?? NotAsked,
                context.Get(Spatial) ?? NotAsked,
                context.Get(Benchmark) ?? NotAsked,
                context.Get(Preference) ?? NotAsked,
                axes?.Reading ?? NotAsked),
            new GradeSettings
            {
                AcceptFrom = context.Get(AcceptFrom) ?? 0,
                Weights = await backEnds.Taste.WeightsAsync(run.User, context.CancellationToken) ?? ChannelWeights.Default,
            });
        var cycles = (context.Get(Cycles) ?? new ReviewLoop()) with { MostRefinements = Cap(context.Get(RefineCycles), 3, nameof(RefineCycles)), MostRejections = Cap(context.Get(RejectRetries), 2, nameof(RejectRetries)) };
        GradeAction action = cycles.Decide(grade.Action);
        Evaluation evaluation = GradeFeedback.Evaluate(grade, action, axes?.Advice);
        string? idea = string.IsNullOrEmpty(context.Get(Idea)) ? null : context.Get(Idea);
        var candidate = new Candidate(picture.Iteration, picture.Prompt, idea, picture.File, evaluation.Verdict.Score, evaluation.Verdict);
        Decision decision = SearchStrategy.Decide(run.Settings, context.Get(Search) ?? SearchState.Start, candidate);
        // A person who is asked may want to go on, also where the loop itself would end.
        if (action == GradeAction.Review)
            decision = decision with { StopReason = null };
        IterationRecord step = await new StepRecorder(artifacts, records).RecordAsync(
            context, run, picture, evaluation, idea, decision with { Status = GradeText.Line(grade) }, record => record with { Grade = grade, Axes = AxesOf(axes) });

        context.Set(Grade, grade);
        context.Set(Evaluation, evaluation);
        context.Set(NewSearch, decision.State);
        context.Set(NewCycles, cycles.After(action));
        context.Set(Reason, decision.StopReason);
        context.Set(Step, step);
        context.Complete(action is GradeAction.Refine or GradeAction.Reject && decision.StopReason is not null ? "Stop" : action.ToString());
    }

    private static Dictionary<string, double>? AxesOf(RewardReport? report)
        => report is { Axes.Count: > 0 } ? report.Axes.ToDictionary(axis => axis.Axis.ToString().ToLowerInvariant(), axis => axis.Value) : null;

    private static ChannelReading NotAsked => ChannelReading.Missing("nobody was asked");

    private static int Cap(int? given, int usual, string name)
        => given is null or (>= 0 and <= 100) ? given ?? usual : throw new RunSettingsException($"{name} is {given}; allowed: 0 to 100.");
}
