namespace RefineWorkflows.Server.Notifications;

/// <summary>One thing that one subscriber is told, from the moment it is written down until it is forgotten.</summary>
/// <param name="Id">The header <c>webhook-id</c>, the same in every attempt.</param>
/// <param name="Subscription">Who is told.</param>
/// <param name="Type">What is told.</param>
/// <param name="Run">The run it is about.</param>
/// <param name="EndedAt">When that run ended.</param>
/// <param name="Body">What is sent, to the byte.</param>
/// <param name="CreatedAt">When it was written down.</param>
internal sealed record Notice(string Id, string Subscription, string Type, string Run, DateTimeOffset EndedAt, string Body, DateTimeOffset CreatedAt)
{
    /// <summary>How long it is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>When each attempt was made, the last sixteen.</summary>
    public IReadOnlyList<DateTimeOffset> Attempts { get; init; } = [];

    /// <summary>How many attempts were made in all.</summary>
    public int AttemptCount { get; init; }

    /// <summary>When the next attempt is due; null once it is over.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>What was wrong with the last attempt.</summary>
    public string? Problem { get; init; }

    /// <summary>Its key: one notice of a kind for each end of a run and each subscriber, whoever writes it down.</summary>
    public string Key => $"{Subscription}/{Run}/{EndedAt.UtcTicks}/{Type}";
}
