using System.Security.Cryptography;

using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Imaging.Metadata;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.GenerateImage", "Refine", "Paints the next picture of the run.")]
public sealed class GenerateImage(BackEnds backEnds, RunArtifacts artifacts, TimeProvider time) : BackEndActivity
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The state of the search, as the last AcceptStep left it; empty before the first.", UIHint = "variable-picker")]
    public Input<SearchState?> Search { get; } = new(null);

    [Input("The working prompt. Empty takes the run's own.", UIHint = "multiline")]
    public Input<string?> Prompt { get; } = new(null);

    [Output("The picture: iteration, file, prompt, seed, lineage.")]
    public Output<Picture> Picture { get; } = new();

    protected override async Task<EffectResult> RunAsync(EffectContext context)
    {
        RunRow run = context.Get(Run);
        SearchState search = context.Get(Search) ?? SearchState.Start;
        int iteration = search.Iteration + 1;
        IImageGenerator generator = backEnds.Generator(run.Generator);
        RunFolder folder = artifacts.Open(run.Id);
        DateTimeOffset startedAt = time.GetUtcNow();

        string working = context.Get(Prompt) is { Length: > 0 } given ? given : run.Prompt;
        ComposedPrompt prompt = new PromptComposer(run.Constraints, generator.Capabilities).Compose(working);
        GenerationPlan plan = GenerationPlan.For(run.Settings, search, iteration).FittedTo(generator.Capabilities);
        ReadOnlyMemory<byte>? reference = null;
        if (plan.ReferenceFile is { } file)
            reference = await folder.ReadAsync(file, context.CancellationToken);
        var request = new GenerationRequest(prompt.Text, prompt.NegativePrompt, plan.Seed, run.Width, run.Height, reference, plan.Strength);
        GeneratedImage image = generator is IResumableGenerator resumable
            ? await resumable.GenerateAsync(request, new GenerationCall(context.IdempotencyKey, context.Handle?.GetString(), context.SaveHandleAsync), context.CancellationToken)
            : await generator.GenerateAsync(request, context.CancellationToken);

        byte[] bytes = PngText.Write(image.Bytes.Span, PictureMetadata.For(prompt.Text, image.Seed, generator.Capabilities.Id, iteration, plan.ReferenceFile));
        string name = RunFolder.PictureName(iteration);
        // File before row: a row without its file would be a lie after a crash.
        await folder.WriteAtomicAsync(name, bytes, context.CancellationToken);
        return new EffectResult
        {
            Outputs = new Dictionary<string, object?>
            {
                [nameof(Picture)] = new Picture(
                    iteration, name, Convert.ToHexStringLower(SHA256.HashData(bytes)), working, prompt.Text, image.Seed, plan.ReferenceFile, plan.Strength, startedAt),
            },
        };
    }
}
