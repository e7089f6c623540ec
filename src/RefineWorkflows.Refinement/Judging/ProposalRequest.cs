using RefineWorkflows.Refinement.Quality.Preference;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>A request for a different refinement.</summary>
/// <param name="Goal">What the picture should become, in the user's words.</param>
/// <param name="Prompt">The working prompt that the picture was made from.</param>
/// <param name="Image">The encoded picture to start from: the best so far, or the annealer's current one.</param>
/// <param name="RejectedIdeas">Ideas already tried against this picture that did not help, oldest first.</param>
/// <param name="Temperature">How adventurous to be: 0 takes the most promising idea, 1 and above choose among many.</param>
/// <param name="Seed">Decides between equally good ideas, so that a repeated call answers the same.</param>
public sealed record ProposalRequest(
    string Goal,
    string Prompt,
    ReadOnlyMemory<byte> Image,
    IReadOnlyList<string> RejectedIdeas,
    double Temperature,
    ulong Seed)
{
    /// <summary>What is known of the user's taste.</summary>
    public TasteBrief Brief { get; init; } = TasteBrief.None;
}
