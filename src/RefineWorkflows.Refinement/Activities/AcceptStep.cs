using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.AcceptStep", "Refine", "Decides by the run's strategy whether the picture is kept, and how the search goes on.", Outcomes = ["Continue", "Different", "Stop"])]
public sealed class AcceptStep(RunArtifacts artifacts, RunRecords records) : Activity
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last AcceptStep left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("The evaluation, as EvaluateImage made it.", UIHint = "variable-picker")]
    public Input<Evaluation> Evaluation { get; } = new(null!);

    [Input("Who won, as JudgePair made it; for runs that accept by comparison.", UIHint = "variable-picker")]
    public Input<Comparison?> Comparison { get; } = new(null);

    [Input("The idea that led to the picture; empty for the first.", UIHint = "variable-picker")]
    public Input<string?> Idea { get; } = new(null);

    [Output("The state of the search after this decision.")]
    public Output<SearchState> NewSearch { get; } = new();

    [Output("How the search goes on; empty when it stops.")]
    public Output<NextStep?> Next { get; } = new();

    [Output("The next idea when the judge has given one; empty otherwise.")]
    public Output<string?> NextIdea { get; } = new();

    [Output("Why the search stops; empty while it goes on.")]
    public Output<string?> Reason { get; } = new();

    [Output("The iteration, as reports show it.")]
    public Output<IterationRecord> Step { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        Evaluation evaluation = context.Get(Evaluation);
        string? idea = string.IsNullOrEmpty(context.Get(Idea)) ? null : context.Get(Idea);
        var candidate = new Candidate(picture.Iteration, picture.Prompt, idea, picture.File, evaluation.Verdict.Score, evaluation.Verdict) { Comparison = Against(context, run, picture) };
        Decision decision = SearchStrategy.Decide(run.Settings, context.Get(Search) ?? SearchState.Start, candidate);

        IterationRecord record = await new StepRecorder(artifacts, records).RecordAsync(context, run, picture, evaluation, idea, decision);
        context.Set(NewSearch, decision.State);
        context.Set(Next, decision.Next);
        context.Set(NextIdea, (decision.Next as AdoptContinue)?.Text);
        context.Set(Reason, decision.StopReason);
        context.Set(Step, record);
        context.Complete(decision.Next switch
        {
            AdoptContinue => "Continue",
            AskDifferent => "Different",
            _ => "Stop",
        });
    }

    private PairWinner? Against(ActivityContext context, RunRow run, Picture picture)
    {
        if (!run.Settings.Pairwise || context.Get(Search)?.Best is not { } best)
            return null;
        return context.Get(Comparison) is { } comparison && comparison.Iteration == picture.Iteration && comparison.Incumbent == best.Iteration
            ? comparison.Winner
            : throw new RunSettingsException($"The run accepts by comparison, and AcceptStep was given none of picture {picture.Iteration} with picture {best.Iteration}. Draw JudgePair before it and connect its comparison.");
    }
}
