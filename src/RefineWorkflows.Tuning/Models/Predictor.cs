using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Models;

/// <summary>Asks a version what it says of pairs, in their order.</summary>
/// <param name="version">Which.</param>
/// <param name="folder">Where its files lie; their hashes were checked.</param>
/// <param name="set">The pairs, and what their features are.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <exception cref="TuningException">It cannot say: its files or features are others than it was made with.</exception>
internal delegate Task<IReadOnlyList<PairGuess>> Predictor(ModelVersion version, string folder, TrainingSet set, CancellationToken cancellationToken);
