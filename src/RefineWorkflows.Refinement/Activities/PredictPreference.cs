using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.PredictPreference", "Quality", "Says how well a picture fits the taste that was learned from votes. Without votes it says so, and the channel is left out of the grade.")]
public sealed class PredictPreference(BackEnds backEnds, RunArtifacts artifacts) : Activity
{
    [Input("The run, as StartRun made it; it says whose taste.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Output("The preference channel.")]
    public Output<ChannelReading> Reading { get; } = new();

    // What was learned may be another tomorrow: the answer is on disk before it is used.
    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Set(Reading, await PredictAsync(context.Get(Run), context.Get(Picture), context.CancellationToken));
        context.Complete();
    }

    private async Task<ChannelReading> PredictAsync(RunRow run, Picture picture, CancellationToken cancellationToken)
    {
        if (picture.Blocked is { } reason)
            return ChannelReading.Missing($"not painted: {reason}");
        try
        {
            ReadOnlyMemory<byte> file = await artifacts.Open(run.Id).ReadAsync(picture.Clip ?? picture.File, cancellationToken);
            GradeSubject subject = await backEnds.Subjects.ReadAsync(run.Prompt, file, cancellationToken);
            return await backEnds.Taste.PredictAsync(run.User, subject, cancellationToken);
        }
        catch (Exception failure) when (failure is ImagingException or QualityException)
        {
            return ChannelReading.Missing(failure.Message);
        }
    }
}
