using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.CompareAxes", "Judge", "Compares the picture with the reference, axis by axis.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class CompareAxes(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The calibration, as DescribeReference made it or EditAxis left it.", UIHint = "variable-picker")]
    public Input<CalibrationSheet> Calibration { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Output("How it compares with the reference.")]
    public Output<ComparedPicture> Compared { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        Picture picture = context.Get(Picture);
        if (picture.Blocked is { } reason)
            return Answer(new ComparedPicture(null, reason, $"Not painted. {reason}"));
        CalibrationSheet sheet = context.Get(Calibration);
        RunFolder folder = artifacts.Open(context.Get(Run).Id);
        AxisReading<AxisComparison> reading = await backEnds.AxisJudge(sheet.Judge.Id).CompareAsync(
            sheet.Axes,
            sheet.Reference,
            await folder.ReadAsync(sheet.ReferenceFile, context.CancellationToken),
            await folder.ReadAsync(picture.File, context.CancellationToken),
            sheet.Judge.Anchored,
            context.CancellationToken);
        return Answer(new ComparedPicture(reading.Value, reading.Problem, reading.Reply));
    }

    private static EffectResult Answer(ComparedPicture compared) => new() { Outputs = new Dictionary<string, object?> { [nameof(Compared)] = compared } };
}
