using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.GenerateVideo", "Refine", "Makes the next clip of the run, and of its frames the picture that is judged.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class GenerateVideo(BackEnds backEnds, RunArtifacts artifacts, TimeProvider time, BudgetStop budget) : BackEndActivity(budget)
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public override Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last AcceptStep left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The working prompt. Empty takes the run's own.", UIHint = "multiline")]
    public Input<string?> Prompt { get; } = new(null);

    [Input("Frames of the clip, 2 and more; the model rounds it to what it makes.")]
    public Input<int?> Frames { get; } = new(33);

    [Input("Frames shown a second, 0.5 to 120.", DisplayName = "Frames per second")]
    public Input<double?> FramesPerSecond { get; } = new(16);

    [Output("The contact sheet of the clip as a picture: iteration, file, clip, prompt, seed.")]
    public Output<Picture> Picture { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        var motion = new ClipRequest(context.Get(Frames) ?? 33, context.Get(FramesPerSecond) ?? 16);
        Check(run, motion);
        Picture picture = await new PicturePainting(backEnds, artifacts, time)
            .PaintAsync(run, context.Get(Search) ?? SearchState.Start, context.Get(Prompt), motion, context);
        if (picture.Clip is null && picture.Blocked is null)
            throw new RunSettingsException($"'{run.Generator}' answered with a still picture, {picture.File}, and a clip was asked for. Does its workflow save frames or an animation?");
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Picture)] = picture } };
    }

    private void Check(RunRow run, ClipRequest motion)
    {
        GeneratorCapabilities generator = backEnds.Generator(run.Generator).Capabilities;
        if (!generator.MakesVideo)
            throw new RunSettingsException($"'{run.Generator}' makes still pictures only. Start the run with a generator that makes video: {string.Join(", ", backEnds.VideoGeneratorIds)}.");
        if (run.Settings.Strategy == StrategyKind.Img2Img)
            throw new RunSettingsException("The strategy img2img starts from pictures, and a clip's picture is a sheet of its frames. Choose greedy, climbing or annealing.");
        if (motion.Frames < ClipRequest.FewestFrames || motion.Frames > (generator.MaxFrames ?? int.MaxValue))
            throw new RunSettingsException($"The clip is to have {motion.Frames} frames; allowed: {ClipRequest.FewestFrames} to {generator.MaxFrames?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "as many as the server makes"}.");
        if (motion.FramesPerSecond is not (>= ClipRequest.SlowestRate and <= ClipRequest.FastestRate))
            throw new RunSettingsException($"The clip is to show {motion.FramesPerSecond} frames a second; allowed: {ClipRequest.SlowestRate} to {ClipRequest.FastestRate}.");
    }
}
