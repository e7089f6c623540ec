using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>Holds pictures against their prompts. What it cannot tell it leaves missing with a reason; it never guesses a middle.</summary>
public interface IVerifier
{
    /// <summary>By which it is named in reports: the id of its model, or <c>embedded</c>.</summary>
    string Id { get; }

    /// <summary>The prompts that it asks with; empty of one that needs no words.</summary>
    IReadOnlyList<PromptStamp> Prompts => [];

    /// <summary>Refuses what cannot verify. Ask before the first picture.</summary>
    /// <exception cref="Backends.BackEndException">Its model cannot look at pictures, or does not answer.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Whether the picture shows what the prompt names.</summary>
    /// <param name="prompt">What was asked for.</param>
    /// <param name="picture">PNG, JPEG, WebP or GIF.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    Task<ChannelReading> SemanticAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken);

    /// <summary>Whether things are where, as many and as large as the prompt says. A verifier finds; our geometry decides.</summary>
    /// <param name="prompt">What was asked for.</param>
    /// <param name="picture">PNG, JPEG, WebP or GIF.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    Task<SpatialReport> SpatialAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken);

    /// <summary>Aesthetic, motion (of clips), coherence and fidelity, each with a reason.</summary>
    /// <param name="subject">The picture or clip.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Imaging.ImagingException">A frame cannot be decoded.</exception>
    Task<RewardReport> AxesAsync(GradeSubject subject, CancellationToken cancellationToken);
}
