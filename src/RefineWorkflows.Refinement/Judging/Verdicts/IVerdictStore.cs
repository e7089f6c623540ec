namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>Where verdicts are kept.</summary>
public interface IVerdictStore
{
    /// <summary>The last verdict with this key that did not fail, or null.</summary>
    Task<StoredVerdict?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps a verdict for good; all of it or nothing.</summary>
    Task AddAsync(StoredVerdict verdict, CancellationToken cancellationToken);

    /// <summary>Verdicts, newest first.</summary>
    Task<IReadOnlyList<StoredVerdict>> ListAsync(int limit, CancellationToken cancellationToken);
}
