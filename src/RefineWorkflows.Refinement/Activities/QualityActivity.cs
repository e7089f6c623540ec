using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>
/// One phase of a grade over one picture. What a model or a picture does wrong for good leaves its channel missing, with the
/// reason, and the run goes on; what passes is tried again.
/// </summary>
public abstract class QualityActivity(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    protected BackEnds BackEnds => backEnds;

    /// <param name="context">The step.</param>
    /// <param name="look">Looks at the picture.</param>
    /// <param name="missing">What stands for a picture that cannot be looked at, and why.</param>
    protected async Task<T> LookAsync<T>(EffectContext context, Func<GradeSubject, Task<T>> look, Func<string, T> missing)
    {
        Picture picture = context.Get(Picture);
        if (picture.Blocked is { } reason)
            return missing($"not painted: {reason}");
        try
        {
            RunRow run = context.Get(Run);
            ReadOnlyMemory<byte> file = await artifacts.Open(run.Id).ReadAsync(picture.Clip ?? picture.File, context.CancellationToken);
            GradeSubject subject = await backEnds.Subjects.ReadAsync(run.Prompt, file, context.CancellationToken);
            return await look(subject with { Brief = await backEnds.Taste.BriefAsync(run.User, context.CancellationToken) });
        }
        catch (Exception failure) when (failure is ImagingException or BackEndException { IsTransient: false } or Quality.QualityException)
        {
            return missing(failure.Message);
        }
    }

    /// <summary>The picture, or the frame that stands for its clip.</summary>
    protected static ReadOnlyMemory<byte> Frame(GradeSubject subject) => RepresentativePicture.Of(subject);
}
