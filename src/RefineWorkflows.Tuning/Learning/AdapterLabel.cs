namespace RefineWorkflows.Tuning.Learning;

/// <summary>What a shelf writes on a model.</summary>
/// <param name="Version">Its number, from 1, growing.</param>
/// <param name="Parent">The version it replaces; null for none.</param>
/// <param name="UserHash">Hash of the user's name: the file tells nobody whose it is.</param>
/// <param name="CreatedAt">When the training ended.</param>
public sealed record AdapterLabel(int Version, int? Parent, string UserHash, DateTimeOffset CreatedAt);
