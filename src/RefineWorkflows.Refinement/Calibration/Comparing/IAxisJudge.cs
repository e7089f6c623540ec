using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Tells by axes what a reference shows, and how near a picture comes to it. It observes and proposes nothing.</summary>
public interface IAxisJudge
{
    /// <summary>Its name in settings and reports.</summary>
    string Id { get; }

    /// <summary>The prompts that it is asked with; empty of one that needs no words.</summary>
    IReadOnlyList<PromptStamp> Prompts => [];

    /// <summary>Whether fine axes are left unverified.</summary>
    bool CoarseOnly { get; }

    /// <summary>The axes that it is asked about where nobody names any.</summary>
    AxisSet Axes { get; }

    /// <summary>Pictures in a row that may fail to improve where nobody says how many: the cheaper its looks, the more.</summary>
    int Patience { get; }

    /// <summary>Refuses what cannot judge. Ask before anything is generated.</summary>
    /// <exception cref="BackEndException">It cannot look at pictures, or it does not answer.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Describes the reference; to be called once in a run.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="reference">PNG, JPEG, WebP or GIF.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="DescriptionException">No reply could be used, in three tries.</exception>
    /// <exception cref="BackEndException">The model did not answer.</exception>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    Task<ReferenceDescription> DescribeAsync(AxisSet axes, ReadOnlyMemory<byte> reference, CancellationToken cancellationToken);

    /// <summary>Compares a picture with the reference.</summary>
    /// <returns>The comparison, or the reading's problem when no reply could be read in three tries: never a reason to end a run.</returns>
    /// <param name="axes">The axes.</param>
    /// <param name="reference">The reference as it was described.</param>
    /// <param name="referencePicture">PNG, JPEG, WebP or GIF; looked at only without an anchor.</param>
    /// <param name="generated">PNG, JPEG, WebP or GIF.</param>
    /// <param name="anchor">Whether it is compared with the description alone, so that the target cannot drift. Otherwise what is seen in the reference now holds.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BackEndException">The model did not answer.</exception>
    /// <exception cref="Imaging.ImagingException">A picture cannot be decoded.</exception>
    Task<AxisReading<AxisComparison>> CompareAsync(
        AxisSet axes, ReferenceDescription reference, ReadOnlyMemory<byte> referencePicture, ReadOnlyMemory<byte> generated, bool anchor, CancellationToken cancellationToken);
}
