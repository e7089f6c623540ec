using System.Text;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.DescribeReference", "Judge", "Describes the reference by axes, once. What it says is the target of the whole run.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class DescribeReference(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : BackEndActivity(budget)
{
    /// <summary>The reference in the run's folder.</summary>
    public const string ReferenceFile = "reference.png";

    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The reference: a name on the picture shelf, or runs/RUN/FILE.")]
    public Input<string> Reference { get; } = new("");

    [Input("A prompt to start from. Empty starts from the reference's description.", UIHint = "multiline")]
    public Input<string?> Prompt { get; } = new(null);

    [Input("Which axes: default, measured, or a set as JSON. Empty: the judge's own.", UIHint = "multiline")]
    public Input<string?> Axes { get; } = new(null);

    [Input("Overall score from which a picture without mismatches is good enough, above 0 and up to 1. Empty: 0.9.")]
    public Input<double?> Target { get; } = new(null);

    [Input("Pictures in a row that may fail to improve. Empty: 4; 12 with a judge that measures.")]
    public Input<int?> Patience { get; } = new(null);

    [Input("Pictures to make at most while searching. Empty: 25.", DisplayName = "Max iterations")]
    public Input<int?> MaxIterations { get; } = new(null);

    [Input("Tries for each axis before it is given up. Empty: 3.", DisplayName = "Phrasings per axis")]
    public Input<int?> PhrasingsPerAxis { get; } = new(null);

    [Input("Pictures with other seeds once it has converged. Empty: 3.", DisplayName = "Robustness seeds")]
    public Input<int?> RobustnessSeeds { get; } = new(null);

    [Input("What makes one picture better than another.", UIHint = "dropdown", Options = ["mismatches", "score"], DisplayName = "Accept by")]
    public Input<string?> AcceptBy { get; } = new(null);

    [Input("Whether pictures are compared with the description alone, so that the target cannot drift.")]
    public Input<bool?> Anchor { get; } = new(null);

    [Input("Who compares. Empty: the run's judge.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Judge { get; } = new(null);

    [Input("Who words the edits. Empty: the model that compares, or measured words where none does.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Writer { get; } = new(null);

    [Output("The calibration. CompareAxes and EditAxis ask for it.")]
    public Output<CalibrationSheet> Calibration { get; } = new();

    [Output("The first prompt.")]
    public Output<string> FirstPrompt { get; } = new();

    [Output("The seed of every picture of the search.")]
    public Output<ulong?> FrozenSeed { get; } = new();

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input switch
    {
        nameof(Judge) => backEnds.AxisJudgeIds,
        nameof(Writer) => backEnds.AxisWriterIds,
        _ => null,
    };

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        IAxisJudge judge = backEnds.AxisJudge(Given(context.Get(Judge)) ?? run.Judge);
        AxisSet axes = AxesOf(Given(context.Get(Axes)), judge);
        CalibrationSettings settings = Settings(context, run, judge);
        byte[] picture = await artifacts.ReadPictureAsync(context.Get(Reference) ?? "", context.CancellationToken);
        await judge.PrepareAsync(context.CancellationToken);
        ReferenceDescription description = await judge.DescribeAsync(axes, picture, context.CancellationToken);

        RunFolder folder = artifacts.Open(run.Id);
        await folder.WriteAtomicAsync(ReferenceFile, artifacts.ToPng(picture).ToArray(), context.CancellationToken);
        await folder.WriteAtomicAsync($"calib_{run.Id}.json", Encoding.UTF8.GetBytes(description.ToJson()), context.CancellationToken);
        AxisState start = Given(context.Get(Prompt)) is { } prompt ? AxisState.FromPrompt(prompt) : AxisState.FromReference(axes, description);
        var sheet = new CalibrationSheet(
            settings,
            axes,
            new ReportedJudge(judge.Id, judge.CoarseOnly, context.Get(Anchor) ?? true, backEnds.Models.GetValueOrDefault(judge.Id), judge.Prompts),
            Given(context.Get(Writer)) is { } named ? backEnds.AxisWriter(named).Id : backEnds.AxisWriterIds.FirstOrDefault(id => id == judge.Id) ?? backEnds.AxisWriterIds[^1],
            ReferenceFile,
            description,
            CalibrationState.Begin(start),
            []);
        CalibrationPlan plan = sheet.Plan();
        return new EffectResult
        {
            Outputs = new Dictionary<string, object?> { [nameof(Calibration)] = sheet, [nameof(FirstPrompt)] = plan.Prompt, [nameof(FrozenSeed)] = plan.Seed },
        };
    }

    private static AxisSet AxesOf(string? given, IAxisJudge judge) => given switch
    {
        null => judge.Axes,
        "default" => AxisSet.Default,
        "measured" => AxisSet.Measured,
        _ when given.StartsWith('{') => AxisSet.Parse(given),
        _ => throw new RunSettingsException($"The axes '{given}' are unknown; choose default or measured, or give a set as JSON."),
    };

    private CalibrationSettings Settings(EffectContext context, RunRow run, IAxisJudge judge)
    {
        var defaults = new CalibrationSettings();
        string? acceptBy = Given(context.Get(AcceptBy));
        CalibrationSettings settings = defaults with
        {
            Target = context.Get(Target) ?? defaults.Target,
            Patience = context.Get(Patience) ?? judge.Patience,
            MaxIterations = context.Get(MaxIterations) ?? defaults.MaxIterations,
            PhrasingsPerAxis = context.Get(PhrasingsPerAxis) ?? defaults.PhrasingsPerAxis,
            RobustnessSeeds = context.Get(RobustnessSeeds) ?? defaults.RobustnessSeeds,
            AcceptBy = acceptBy switch
            {
                null or "mismatches" => Refinement.Calibration.Climbing.AcceptBy.Mismatches,
                "score" => Refinement.Calibration.Climbing.AcceptBy.Score,
                _ => throw new RunSettingsException($"'{acceptBy}' is nothing to accept by; choose mismatches or score."),
            },
            Seed = run.Settings.Seed,
        };
        string[] problems = [.. settings.Validate().Select(one => one.Message)];
        return problems.Length == 0 ? settings : throw new RunSettingsException(string.Join(" ", problems));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
