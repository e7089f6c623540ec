namespace RefineWorkflows.Tuning.Learning;

/// <summary>What an adapter that had not seen a pair made of it.</summary>
/// <param name="Id">The pair's id.</param>
/// <param name="A">f of A.</param>
/// <param name="B">f of B.</param>
public sealed record HeldOutPair(string Id, double A, double B);
