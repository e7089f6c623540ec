namespace RefineWorkflows.Refinement.Judging;

/// <summary>Finds the next idea when the judge's own continuation is not wanted, and shortens ideas to prompts.</summary>
public interface IProposer
{
    /// <summary>Stable name used in settings and reports, for example <c>measuring-proposer</c>.</summary>
    string Id { get; }

    /// <summary>Describes one new way to take <see cref="ProposalRequest.Image"/> further that is not among the rejected ideas.</summary>
    /// <returns>A free-form description of the next picture, trimmed; empty when nothing new is left to try.</returns>
    Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken);

    /// <summary>Condenses a description into comma-separated visual descriptors of at most <paramref name="maxWords"/> words, most important first.</summary>
    Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken);
}
