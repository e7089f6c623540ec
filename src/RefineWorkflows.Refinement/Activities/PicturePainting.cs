using System.Collections.Concurrent;
using System.Security.Cryptography;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>The next picture of a run: planned, asked for, and on disk before anybody hears of it.</summary>
internal sealed class PicturePainting(BackEnds backEnds, RunArtifacts artifacts, TimeProvider time)
{
    /// <param name="run">The run.</param>
    /// <param name="search">Where its search stands.</param>
    /// <param name="working">The working prompt; empty takes the run's own.</param>
    /// <param name="motion">That it shall move; null for a still picture.</param>
    /// <param name="context">The step that paints.</param>
    /// <param name="seed">Its seed; null takes the run's own for this iteration.</param>
    public async Task<Picture> PaintAsync(RunRow run, SearchState search, string? working, ClipRequest? motion, EffectContext context, ulong? seed = null)
    {
        int iteration = search.Iteration + 1;
        IImageGenerator generator = backEnds.Generator(run.Generator);
        RunFolder folder = artifacts.Open(run.Id);
        if (iteration == 1)
            await backEnds.Judge(run.Judge).PrepareAsync(context.CancellationToken);
        DateTimeOffset startedAt = time.GetUtcNow();

        working = string.IsNullOrEmpty(working) ? run.Prompt : working;
        ComposedPrompt prompt = new PromptComposer(run.Constraints, generator.Capabilities).Compose(working);
        GenerationPlan plan = GenerationPlan.For(run.Settings, search, iteration).FittedTo(generator.Capabilities);
        ReadOnlyMemory<byte>? reference = null;
        if (plan.ReferenceFile is { } file)
            reference = await folder.ReadAsync(file, context.CancellationToken);
        var recipe = new PictureRecipe
        {
            Generator = generator.Capabilities.Id,
            Iteration = iteration,
            Prompt = working,
            SentPrompt = prompt.Text,
            NegativePrompt = prompt.NegativePrompt,
            Seed = seed ?? plan.Seed,
            Width = run.Width,
            Height = run.Height,
            Reference = reference is { } made ? new RecipeReference(plan.ReferenceFile!, Hash(made.Span)) : null,
            Strength = plan.Strength,
            Motion = motion,
            Parent = RecipeAncestor.Of(search.Current),
            Best = RecipeAncestor.Of(search.Best),
            Run = new RecipeRun(run.DefinitionVersion, run.Prompt, run.Goal, run.Settings),
        };
        var notes = new ConcurrentQueue<string>();
        (GeneratedImage image, string? blocked) = await PaintAsync(generator, recipe.Request(reference), folder, iteration, notes, context);
        RecipeClip? clip = image.Clip is { } moving ? await KeepAsync(folder, iteration, moving, context.CancellationToken) : null;
        if (prompt.Truncated)
            notes.Enqueue(PromptWarnings.Truncated);
        foreach (string warning in image.Warnings.Where(one => !PromptWarnings.IsBenign(one, generator.Capabilities.MaxPromptTokens)))
            notes.Enqueue(warning);
        byte[] bytes = PictureMetadata.Write(artifacts.ToPng(image.Bytes), recipe with { Seed = image.Seed, HonoursSeed = image.HonoursSeed, Clip = clip });
        string name = RunFolder.PictureName(iteration);
        // File before row: a row without its file would be a lie after a crash.
        folder.KeepOnlyClip(name, clip?.File);
        await folder.WriteAtomicAsync(name, bytes, context.CancellationToken);
        return new Picture(iteration, name, Hash(bytes), working, prompt.Text, image.Seed, plan.ReferenceFile, plan.Strength, startedAt, blocked) { Notes = [.. notes], Clip = clip?.File };
    }

    private async Task<(GeneratedImage Image, string? Blocked)> PaintAsync(
        IImageGenerator generator, GenerationRequest request, RunFolder folder, int iteration, ConcurrentQueue<string> notes, EffectContext context)
    {
        try
        {
            using GenerationHub.Making making = backEnds.Progress.Begin(context.Instance.Value, iteration);
            return await AskAsync(generator, request, notes, making, context);
        }
        catch (BackEndException unseen) when (unseen.Clip is not null)
        {
            // Minutes of a graphics card went into it: it stays, whoever can look at it.
            await KeepAsync(folder, iteration, unseen.Clip, context.CancellationToken);
            throw;
        }
    }

    private static async Task<RecipeClip> KeepAsync(RunFolder folder, int iteration, GeneratedClip clip, CancellationToken cancellationToken)
    {
        string file = RunFolder.ClipName(iteration, clip.Extension);
        await folder.WriteAtomicAsync(file, clip.Bytes, cancellationToken);
        return RecipeClip.Of(file, clip);
    }

    /// <summary>A prompt that the generator will not paint is a result: the search goes on with other words, as it does after any bad picture.</summary>
    private async Task<(GeneratedImage Image, string? Blocked)> AskAsync(
        IImageGenerator generator, GenerationRequest request, ConcurrentQueue<string> notes, IProgress<GenerationProgress> progress, EffectContext context)
    {
        try
        {
            return (generator is IResumableGenerator resumable
                ? await resumable.GenerateAsync(request, new GenerationCall(context.IdempotencyKey, context.Handle?.GetString(), context.SaveHandleAsync) { Note = notes.Enqueue, Progress = progress, IsUnwanted = () => context.IsUnwanted }, context.CancellationToken)
                : await generator.GenerateAsync(request, context.CancellationToken), null);
        }
        catch (BackEndException refused) when (refused.Failure == BackEndFailure.ContentBlocked)
        {
            return (new GeneratedImage(artifacts.Blank(request.Width, request.Height), "png", request.Seed), refused.Message);
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
