using System.Globalization;
using System.Text;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Calibration.Wording;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.EditAxis", "Judge", "Keeps the picture if it is nearer to the reference, and words the next edit of one axis.", Outcomes = ["Continue", "Stop", BudgetStop.Outcome])]
public sealed class EditAxis(BackEnds backEnds, RunArtifacts artifacts, RunRecords records, TimeProvider time, BudgetStop budget) : BackEndActivity(budget)
{
    /// <summary>The report of the best picture so far.</summary>
    public const string LatestFile = "latest.json";

    /// <summary>A line for every picture: what was tried and what came of it.</summary>
    public const string LogFile = "calibration.log";

    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last EditAxis left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The calibration, as DescribeReference made it or the last EditAxis left it.", UIHint = "variable-picker")]
    public Input<CalibrationSheet> Calibration { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("The comparison, as CompareAxes made it.", UIHint = "variable-picker")]
    public Input<ComparedPicture> Compared { get; } = new(null!);

    [Output("The state of the search after this decision.")]
    public Output<SearchState> NewSearch { get; } = new();

    [Output("The calibration with the next edit.")]
    public Output<CalibrationSheet> NewCalibration { get; } = new();

    [Output("The next prompt.")]
    public Output<string?> NextPrompt { get; } = new();

    [Output("The seed of the next picture: the frozen one, or another once the prompt has converged.")]
    public Output<ulong?> NextSeed { get; } = new();

    [Output("Why the search stops; empty while it goes on.")]
    public Output<string?> Reason { get; } = new();

    [Output("The iteration, as reports show it.")]
    public Output<IterationRecord> Step { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        CalibrationSheet sheet = context.Get(Calibration);
        ComparedPicture compared = context.Get(Compared);
        var candidate = new CalibrationCandidate(sheet.State.Iteration + 1, sheet.Edits, picture.File, compared.Comparison);
        CalibrationDecision decision = AxisClimb.Decide(sheet.Settings, sheet.Axes, sheet.State, candidate);
        CalibrationSheet next = sheet with { State = decision.State, Edits = await WordAsync(sheet, decision, context.CancellationToken), Log = [.. sheet.Log, decision.Log] };
        CalibrationPlan plan = next.Plan();

        IterationRecord record = Record(picture, compared, decision, plan, otherSeed: sheet.State.Outcome is not null) with { JudgedBy = new JudgeStamp(sheet.Judge.Id, sheet.Judge.Model, sheet.Judge.Prompts) };
        BestPicture? best = decision.State.Best is { } kept ? new BestPicture(kept.Iteration, Score(kept.Comparison), kept.File) : null;
        await ReportAsync(run, sheet, next, picture, compared, context.CancellationToken);
        await artifacts.Open(run.Id).AddToTraceAsync(record, stop => records.IterationsAsync(run.Id, stop), context.CancellationToken);
        SearchStep? step = best is null ? null : new SearchStep(best.Iteration, best.Score, decision.State.Best!.State.Render(sheet.Axes), best.File);
        return new EffectResult
        {
            Outcomes = [decision.Next is null ? "Stop" : "Continue"],
            Records = [RunRecords.Row(run with { Iterations = picture.Iteration, Best = best, Reason = decision.StopReason }), RunRecords.Row(run.Id, record)],
            Outputs = new Dictionary<string, object?>
            {
                [nameof(NewSearch)] = new SearchState(picture.Iteration, step, step, [], decision.State.Stale, 0),
                [nameof(NewCalibration)] = next,
                [nameof(NextPrompt)] = decision.Next is null ? null : plan.Prompt,
                [nameof(NextSeed)] = decision.Next is null ? null : plan.Seed,
                [nameof(Reason)] = decision.StopReason,
                [nameof(Step)] = record,
            },
        };
    }

    private async Task<IReadOnlyList<AxisEdit>> WordAsync(CalibrationSheet sheet, CalibrationDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Next is not Reword reword || decision.State.Best is not { } best)
            return [];
        IAxisWriter writer = backEnds.AxisWriter(sheet.Writer);
        List<AxisEdit> edits = [];
        foreach (WordingRequest request in reword.Requests)
            edits.Add(await writer.WriteAsync(sheet.Axes, best.State, request, cancellationToken));
        return edits;
    }

    /// <summary>A report of this picture under its own name, the best picture's as the latest, and the log; robust or not is known at the end.</summary>
    private async Task ReportAsync(RunRow run, CalibrationSheet sheet, CalibrationSheet next, Picture picture, ComparedPicture compared, CancellationToken cancellationToken)
    {
        RunFolder folder = artifacts.Open(run.Id);
        if (compared.Comparison is { } comparison)
        {
            string name = $"report-{picture.Iteration.ToString("0000", CultureInfo.InvariantCulture)}.json";
            CalibrationPlan made = sheet.Plan();
            await WriteAsync(name, CalibrationReport.Of($"{run.Id}-{picture.Iteration.ToString("0000", CultureInfo.InvariantCulture)}", sheet.Axes, comparison, made, run.NegativePrompt, sheet.Judge, null, name));
        }

        if (next.State.Best is { } best)
        {
            var made = new CalibrationPlan(best.State, best.State.Render(sheet.Axes), (sheet with { State = sheet.State with { Outcome = null } }).Plan().Seed);
            await WriteAsync(LatestFile, CalibrationReport.Of(run.Id, sheet.Axes, best.Comparison, made, run.NegativePrompt, sheet.Judge, Robustness.Of(next.State.Checks), LatestFile));
        }

        await folder.WriteAtomicAsync(LogFile, Encoding.UTF8.GetBytes(string.Concat(next.Log.Select(line => $"{line}\n"))), cancellationToken);

        Task WriteAsync(string name, CalibrationReport report) => folder.WriteAtomicAsync(name, Encoding.UTF8.GetBytes(report.ToJson()), cancellationToken);
    }

    private IterationRecord Record(Picture picture, ComparedPicture compared, CalibrationDecision decision, CalibrationPlan plan, bool otherSeed) => new()
    {
        Iteration = picture.Iteration,
        Prompt = picture.Prompt,
        ImagePrompt = picture.SentPrompt,
        ImagePath = picture.File,
        ImageSha256 = picture.Sha256,
        Seed = picture.Seed,
        Strength = picture.Strength,
        ReferencePath = picture.Reference,
        EvaluatorResponse = compared.Reply.Length > 0 ? compared.Reply : compared.Comparison is { } measured ? InWords(measured) : compared.Problem,
        Score = compared.Comparison is { } seen ? Score(seen) : null,
        Action = decision.Next is null ? VerdictAction.Done : VerdictAction.Continue,
        NextPrompt = decision.Next is null ? null : plan.Prompt,
        Idea = decision.Log.New,
        Status = decision.Log.InWords(otherSeed),
        Accepted = decision.Accepted,
        ParseWarnings = [.. picture.Notes, .. compared.Problem is { } problem ? [$"unreadable_comparison: {problem}"] : Array.Empty<string>(), .. compared.Comparison?.Notes.Select(note => note.Code == AxisNotes.NotMeasured ? $"{note.Code}: {note.Axis}: {note.Text}" : $"{note.Code}: {note.Axis ?? note.Text}") ?? []],
        StartedAt = picture.StartedAt,
        EndedAt = time.GetUtcNow(),
        Cost = new IterationCost(1, decision.Next is Reword ? 1 : 0),
    };

    /// <summary>On the scale that all runs have.</summary>
    private static double Score(AxisComparison comparison) => Math.Round(1 + (9 * comparison.OverallScore), 2, MidpointRounding.ToEven);

    private static string InWords(AxisComparison comparison)
        => string.Join("; ", comparison.Findings.Where(finding => finding.Verdict is AxisVerdict.Partial or AxisVerdict.Mismatch).Select(finding => $"{finding.Axis}: {finding.Gen} instead of {finding.Ref}"))
            is { Length: > 0 } differs ? $"{differs}." : "Nothing differs that was compared.";
}
