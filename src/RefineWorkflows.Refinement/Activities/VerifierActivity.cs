using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>A phase of a grade in which somebody looks at the picture.</summary>
public abstract class VerifierActivity(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : QualityActivity(backEnds, artifacts, budget)
{
    [Input("Who looks. Empty: the first that is configured.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Verifier { get; } = new(null);

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input == nameof(Verifier) ? BackEnds.VerifierIds : null;
}
