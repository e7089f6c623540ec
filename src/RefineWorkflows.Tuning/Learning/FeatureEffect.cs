namespace RefineWorkflows.Tuning.Learning;

/// <summary>How far one feature moved a comparison.</summary>
/// <param name="Name">The feature, in words.</param>
/// <param name="Effect">What it adds to the log-odds of A against B; below 0 it speaks for B. All effects add up to the log-odds.</param>
/// <param name="A">The feature of A.</param>
/// <param name="B">The feature of B.</param>
public sealed record FeatureEffect(string Name, double Effect, double A, double B);
