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
    {
        // Nobody comes back for a picture that the door cuts off, because its time is used up say.
        GenerationCall watched = call with { IsUnwanted = () => !cancellationToken.IsCancellationRequested || call.IsUnwanted() };
        return PassAsync(token => generator is IResumableGenerator resumable ? resumable.GenerateAsync(request, watched, token) : generator.GenerateAsync(request, token), cancellationToken);
    }

    private Task<GeneratedImage> PassAsync(Func<CancellationToken, Task<GeneratedImage>> call, CancellationToken cancellationToken)
        => door.PassAsync(new CallCost(1, null, door.Prices.MaxOutputTokens), call, image => new CallCost(1, null, image.Tokens), cancellationToken);
}
