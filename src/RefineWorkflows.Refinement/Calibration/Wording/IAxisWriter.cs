using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Calibration.Climbing;

namespace RefineWorkflows.Refinement.Calibration.Wording;

/// <summary>Finds the words by which an axis comes closer to the reference. The judge never does: it only observes.</summary>
public interface IAxisWriter
{
    /// <summary>Its name in settings and reports.</summary>
    string Id { get; }

    /// <summary>Words one edit. The first try for an axis is always its plain value.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="prompt">The best prompt so far, which is edited.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BackEndException">The model did not answer. A reply that is of no use is no error: fixed phrases stand in for it.</exception>
    Task<AxisEdit> WriteAsync(AxisSet axes, AxisState prompt, WordingRequest request, CancellationToken cancellationToken);
}
