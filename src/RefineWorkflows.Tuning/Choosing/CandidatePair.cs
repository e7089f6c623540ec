namespace RefineWorkflows.Tuning.Choosing;

/// <summary>Two pictures of one prompt that a person might be asked about.</summary>
/// <param name="Id">Unique among the candidates.</param>
/// <param name="ItemA">The name of one picture: its hash.</param>
/// <param name="ItemB">The name of the other.</param>
/// <param name="A">Features of one.</param>
/// <param name="B">Features of the other.</param>
public sealed record CandidatePair(string Id, string ItemA, string ItemB, IReadOnlyList<double> A, IReadOnlyList<double> B);
