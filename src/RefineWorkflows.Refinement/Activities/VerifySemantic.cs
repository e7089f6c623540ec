using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.VerifySemantic", "Quality", "Holds a picture against the run's prompt: whether it shows what the prompt names.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class VerifySemantic(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : VerifierActivity(backEnds, artifacts, budget)
{
    [Output("The semantic channel: 0 to 1 with its evidence, or why it is missing.")]
    public Output<ChannelReading> Reading { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        IVerifier verifier = BackEnds.Verifier(context.Get(Verifier));
        ChannelReading reading = await LookAsync(
            context,
            subject => verifier.SemanticAsync(subject.Prompt, Frame(subject), context.CancellationToken),
            ChannelReading.Missing);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Reading)] = ByWhom(reading, BackEnds, verifier) } };
    }
}
