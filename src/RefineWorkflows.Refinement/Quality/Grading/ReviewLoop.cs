namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>How often a picture was taken further and started over, so that a loop of grades comes to an end.</summary>
/// <param name="Refinements">Times it was refined.</param>
/// <param name="Rejections">Times it was started over.</param>
public sealed record ReviewLoop(int Refinements = 0, int Rejections = 0)
{
    /// <summary>Refinements after which a person is asked. Default 3.</summary>
    public int MostRefinements { get; init; } = 3;

    /// <summary>Fresh starts after which a person is asked. Default 2.</summary>
    public int MostRejections { get; init; } = 2;

    /// <summary>What is done about a grade: what it asks for, or a review once that was done often enough.</summary>
    public GradeAction Decide(GradeAction asked) => asked switch
    {
        GradeAction.Refine when Refinements >= MostRefinements => GradeAction.Review,
        GradeAction.Reject when Rejections >= MostRejections => GradeAction.Review,
        _ => asked,
    };

    /// <summary>The loop after something was done.</summary>
    public ReviewLoop After(GradeAction done) => done switch
    {
        GradeAction.Refine => this with { Refinements = Refinements + 1 },
        GradeAction.Reject => this with { Rejections = Rejections + 1 },
        _ => this,
    };
}
