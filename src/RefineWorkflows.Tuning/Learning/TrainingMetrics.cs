namespace RefineWorkflows.Tuning.Learning;

/// <summary>How well an adapter tells pairs apart. Rewards are implicit: β times the change of the score against the reference.</summary>
/// <param name="Pairs">How many pairs were looked at.</param>
/// <param name="Loss">Mean loss, weighed.</param>
/// <param name="ChosenReward">Mean reward of the chosen of decisive pairs.</param>
/// <param name="RejectedReward">Mean reward of the rejected.</param>
/// <param name="Margin">Mean of their difference.</param>
/// <param name="Accuracy">Share of decisive pairs whose chosen has strictly the higher reward.</param>
/// <param name="AccuracyHalf">The same, an equal reward counting a half.</param>
/// <param name="RankAccuracy">Share of decisive pairs that the whole score, base and adapter, ranks rightly; an equal score counts a half.</param>
/// <param name="Kl">Mean of KL(π_θ‖π_ref) over the two candidates of each pair, in nats.</param>
/// <param name="TieLogLoss">Mean −log P(tie) of ties; null without any.</param>
/// <param name="Ece">Expected calibration error of decisive pairs over ten bins, 0 to 1.</param>
/// <param name="Brier">Mean squared error of the probability of decisive pairs, 0 to 1.</param>
public sealed record TrainingMetrics(int Pairs, double Loss, double ChosenReward, double RejectedReward, double Margin, double Accuracy, double AccuracyHalf, double RankAccuracy, double Kl, double? TieLogLoss, double Ece, double Brier);
