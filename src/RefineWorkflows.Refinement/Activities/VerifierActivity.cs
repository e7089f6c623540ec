using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>A phase of a grade in which somebody looks at the picture.</summary>
public abstract class VerifierActivity(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : QualityActivity(backEnds, artifacts, budget)
{
    [Input("Who looks. Empty: the first that is configured.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Verifier { get; } = new(null);

    /// <summary>A reading with who gave it.</summary>
    protected static ChannelReading ByWhom(ChannelReading reading, BackEnds backEnds, IVerifier verifier) => reading with { By = backEnds.StampOf(verifier.Id, verifier.Prompts) };

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input == nameof(Verifier) ? BackEnds.VerifierIds : null;
}
