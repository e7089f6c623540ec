namespace RefineWorkflows.Tuning.Training;

/// <summary>Collects what can be learned of a user, and of nobody else.</summary>
public delegate Task<TrainingMaterial> MaterialSource(string user, CancellationToken cancellationToken);
