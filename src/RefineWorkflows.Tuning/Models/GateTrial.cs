namespace RefineWorkflows.Tuning.Models;

/// <summary>How a model did on pairs that it had not learned from.</summary>
/// <param name="Count">How many pairs, decisive ones only.</param>
/// <param name="Accuracy">Share that it orders as the user did; a score for neither counts half.</param>
/// <param name="Low">Lower end of the accuracy's 95 % interval (Wilson).</param>
/// <param name="High">Upper end.</param>
/// <param name="LogLoss">Mean negative logarithm of the probability of what the user chose.</param>
/// <param name="Ece">Expected calibration error over ten bins.</param>
public sealed record GateTrial(int Count, double Accuracy, double Low, double High, double LogLoss, double Ece);
