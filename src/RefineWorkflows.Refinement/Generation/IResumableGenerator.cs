namespace RefineWorkflows.Refinement.Generation;

/// <summary>
/// A generator that knows its work by a name: a picture that was on its way when a process died is asked for again, not
/// ordered again.
/// </summary>
public interface IResumableGenerator : IImageGenerator
{
    /// <summary>Makes one picture, or fetches the one that an earlier process ordered.</summary>
    /// <param name="request">The picture. With a handle it is the one that was ordered, and needed in case nobody knows the handle any more.</param>
    /// <param name="call">How the call is tied to the step that makes it.</param>
    /// <param name="cancellationToken">Stops waiting; <see cref="GenerationCall.IsUnwanted"/> tells what becomes of the order.</param>
    /// <exception cref="RefinementException">As without a call.</exception>
    Task<GeneratedImage> GenerateAsync(GenerationRequest request, GenerationCall call, CancellationToken cancellationToken);
}
