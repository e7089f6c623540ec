using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.VerifySpatial", "Quality", "Checks by geometry whether things are where, as many and as large as the run's prompt says.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class VerifySpatial(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : VerifierActivity(backEnds, artifacts, budget)
{
    [Output("The spatial channel: 0 to 1 with its evidence, or why it is missing.")]
    public Output<ChannelReading> Reading { get; } = new();

    [Output("What was found, thing by thing and claim by claim.")]
    public Output<SpatialReport> Report { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        IVerifier verifier = BackEnds.Verifier(context.Get(Verifier));
        SpatialReport report = await LookAsync(
            context,
            subject => verifier.SpatialAsync(subject.Prompt, Frame(subject), context.CancellationToken),
            SpatialReport.Missing);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Reading)] = ByWhom(report.Reading, BackEnds, verifier), [nameof(Report)] = report } };
    }
}
