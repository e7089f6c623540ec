using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Quality;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.PredictPreference", "Quality", "Says how well a picture fits the taste that was learned from votes. Without votes it says so, and the channel is left out of the grade.")]
public sealed class PredictPreference : Activity
{
    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Output("The preference channel.")]
    public Output<ChannelReading> Reading { get; } = new();

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Set(Reading, ChannelReading.Missing("nothing was learned from votes yet"));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
