namespace RefineWorkflows.Tuning.Models;

/// <summary>What a version must be to serve (P-9, P-13).</summary>
public static class GateLimits
{
    /// <summary>Decisive pairs below which what was trained does not serve.</summary>
    public const int LeastPairs = 30;

    /// <summary>Share of pairs that it had not learned from which it has to order as the user did.</summary>
    public const double LeastAccuracy = 0.55;

    /// <summary>How much less than the version that serves is still the same.</summary>
    public const double Slack = 0.02;

    /// <summary>How far its probabilities may be off, on average.</summary>
    public const double MostEce = 0.15;

    /// <summary>How far it may be from its reference, in nats.</summary>
    public const double MostKl = 2.0;
}
