namespace RefineWorkflows.Refinement.Judging;

/// <summary>Finds words: the next idea when the judge's own continuation is not wanted, a prompt from a task or a critique, a short prompt from a long idea.</summary>
public interface IProposer
{
    /// <summary>Stable name used in settings and reports, for example <c>measuring-proposer</c>.</summary>
    string Id { get; }

    /// <summary>Describes one new way to take <see cref="ProposalRequest.Image"/> further that is not among the rejected ideas.</summary>
    /// <returns>A free-form description of the next picture, trimmed; empty when nothing new is left to try.</returns>
    Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken);

    /// <summary>Writes the prompt of the first picture from the task, or revises a prompt by what its critic says.</summary>
    /// <returns>The whole prompt, never only what changes; trimmed, not empty.</returns>
    Task<string> ReviseAsync(RevisionRequest request, CancellationToken cancellationToken);

    /// <summary>Condenses a description into comma-separated visual descriptors of at most <paramref name="maxWords"/> words, most important first.</summary>
    Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken);
}
