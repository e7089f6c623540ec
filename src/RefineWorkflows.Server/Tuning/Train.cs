namespace RefineWorkflows.Server.Tuning;

/// <summary>Does a training, or the rest of it.</summary>
internal delegate Task Train(string training, CancellationToken cancellationToken);
