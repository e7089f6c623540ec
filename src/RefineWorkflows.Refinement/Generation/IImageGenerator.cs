namespace RefineWorkflows.Refinement.Generation;

/// <summary>Makes pictures from words: the embedded painter, or a model server.</summary>
public interface IImageGenerator
{
    GeneratorCapabilities Capabilities { get; }

    /// <summary>
    /// Makes one picture. The same request gives the same picture where the back end honours seeds;
    /// the embedded painter does so to the byte.
    /// </summary>
    /// <exception cref="RefinementException">The request asks for something <see cref="Capabilities"/> excludes, or the back end failed.</exception>
    Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken);
}
