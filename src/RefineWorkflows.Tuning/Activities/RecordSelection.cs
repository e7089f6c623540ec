using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.RecordSelection", "Human", "Writes a choice between the run's best picture and a new one down: the iteration, the best so far, and a machine's choice as its vote.", Outcomes = ["Continue", "Stop"])]
public sealed class RecordSelection(RunArtifacts artifacts, RunRecords records, VoteBook votes, VotedPictures pictures) : Activity
{
    [Input("The run, as StartRun made it, with Pairwise set.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last RecordSelection left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The new picture. The first of a run is its best without a choice.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("What was chosen, as AskHuman says it: first (the best stays), second (the new one), tie, bad or skip.", UIHint = "variable-picker")]
    public Input<string?> Choice { get; } = new(null);

    [Input("The machine that chose; its choice is recorded as a vote under this name and counts less than a person's. Empty: AskHuman has recorded the vote.")]
    public Input<string?> By { get; } = new(null);

    [Output("The state of the search after this choice.")]
    public Output<SearchState> NewSearch { get; } = new();

    [Output("Why the search stops; empty while it goes on.")]
    public Output<string?> Reason { get; } = new();

    [Output("The iteration, as reports show it.")]
    public Output<IterationRecord> Step { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        RunRow run = context.Get(Run);
        if (!run.Settings.Pairwise)
            throw new RunSettingsException("The run accepts pictures by their score, and a choice gives none. Set Pairwise of StartRun.");
        Picture picture = context.Get(Picture);
        SearchState search = context.Get(Search) ?? SearchState.Start;
        VoteOutcome? choice = search.Best is null ? null : ChoiceOf(context);
        var verdict = new Verdict(VerdictAction.Unknown, null, null, null, []);
        var candidate = new Candidate(picture.Iteration, picture.Prompt, null, picture.File, null, verdict)
        {
            Comparison = choice switch
            {
                null => null,
                VoteOutcome.A => PairWinner.ImageA,
                VoteOutcome.B => PairWinner.ImageB,
                VoteOutcome.Skip => PairWinner.Failed,
                _ => PairWinner.Tie,
            },
        };
        Decision decision = SearchStrategy.Decide(run.Settings, search, candidate) with { Warnings = [] };
        string by = context.Get(By)?.Trim() ?? "";
        if (choice is { } chosen)
        {
            decision = decision with { Status = Tell(chosen, search.Best!.Iteration, by.Length > 0 ? by : run.User) };
            if (by.Length > 0)
                await VoteAsync(context, run, search.Best!.Iteration, picture, chosen, by);
        }

        IterationRecord record = await new StepRecorder(artifacts, records).RecordAsync(
            context, run, picture, new Evaluation("", verdict, 0), null, decision, amend: one => one with { EvaluatorResponse = null, Cost = new IterationCost(0, 0) });
        context.Set(NewSearch, decision.State);
        context.Set(Reason, decision.StopReason);
        context.Set(Step, record);
        context.Complete(decision.StopReason is null ? "Continue" : "Stop");
    }

    private async Task VoteAsync(ActivityContext context, RunRow run, int best, Picture picture, VoteOutcome chosen, string by)
    {
        RunFolder folder = artifacts.Open(run.Id);
        string first = await pictures.AddAsync(await folder.ReadAsync(folder.ClipOf(best) ?? RunFolder.PictureName(best), context.CancellationToken), context.CancellationToken);
        string second = await pictures.AddAsync(await folder.ReadAsync(picture.Clip ?? picture.File, context.CancellationToken), context.CancellationToken);
        if (first == second)
            return;
        await votes.AddAsync(
            new Vote($"{context.Instance}-{context.Execution}", 0, run.User, run.Goal, new VotedPicture(first, run.Id, best), new VotedPicture(second, run.Id, picture.Iteration), false, chosen, PairSource.Machine, by, context.Now),
            context.CancellationToken);
    }

    private VoteOutcome ChoiceOf(ActivityContext context)
        => Choices.TryParse(context.Get(Choice) ?? "")
            ?? throw new RunSettingsException($"The choice is '{context.Get(Choice)}'; allowed: {string.Join(", ", Choices.Names)}. Connect what AskHuman says.");

    private static string Tell(VoteOutcome choice, int best, string by) => choice switch
    {
        VoteOutcome.A => $"not chosen: {by} prefers picture {best}",
        VoteOutcome.B => $"new best: {by} prefers it to picture {best}",
        VoteOutcome.Tie => $"not chosen: as good as picture {best}, says {by}",
        VoteOutcome.BothBad => $"not chosen: neither it nor picture {best} will do, says {by}",
        _ => $"not chosen: nobody compared it with picture {best}",
    };
}
