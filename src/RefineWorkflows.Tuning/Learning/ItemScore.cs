namespace RefineWorkflows.Tuning.Learning;

/// <summary>How one picture fits a taste: the mean probability that it would be chosen over what its user has judged lately, a tie counting a half.</summary>
/// <param name="Value">0 to 1; 0.5 is as good as what the user usually sees.</param>
/// <param name="Deviation">Standard deviation by what the votes leave open, 0 to 1.</param>
/// <param name="Confidence">Mean of 2·|P − ½|, 0 to 1.</param>
public sealed record ItemScore(double Value, double Deviation, double Confidence);
