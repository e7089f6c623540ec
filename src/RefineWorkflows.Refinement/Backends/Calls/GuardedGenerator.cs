using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>A generator that is asked through its door.</summary>
public sealed class GuardedGenerator(IImageGenerator generator, BackEndDoor door) : IResumableGenerator
{
    public GeneratorCapabilities Capabilities => generator.Capabilities;

    public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
        => PassAsync(token => generator.GenerateAsync(request, token), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A generator that does not know its work by a name is simply asked.</remarks>
    public Task<GeneratedImage> GenerateAsync(GenerationRequest request, GenerationCall call, CancellationToken cancellationToken)
        => PassAsync(token => generator is IResumableGenerator resumable ? resumable.GenerateAsync(request, call, token) : generator.GenerateAsync(request, token), cancellationToken);

    private Task<GeneratedImage> PassAsync(Func<CancellationToken, Task<GeneratedImage>> call, CancellationToken cancellationToken)
        => door.PassAsync(new CallCost(1, null, null), call, image => new CallCost(1, null, image.Tokens), cancellationToken);
}
