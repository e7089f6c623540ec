namespace RefineWorkflows.Tuning.Training;

/// <summary>What a training learns from, frozen when it was asked for: a file beside it that its row vouches for.</summary>
/// <param name="Sha256">Hash of the file's bytes.</param>
/// <param name="Pairs">How many pairs it holds, ties included.</param>
/// <param name="Ties">How many of them are ties.</param>
/// <param name="FirstId">The first pair's id; null of an empty one.</param>
/// <param name="LastId">The last pair's id; null of an empty one.</param>
/// <param name="FirstSequence">The first pair's place among the user's pairs; 0 of an empty one.</param>
/// <param name="LastSequence">The last pair's place: what a tuner has used is everything up to here.</param>
public sealed record DatasetSnapshot(string Sha256, int Pairs, int Ties, string? FirstId, string? LastId, long FirstSequence, long LastSequence)
{
    /// <summary>Pairs that prefer one of the two.</summary>
    public int Decisive => Pairs - Ties;
}
