namespace RefineWorkflows.Server.Webhooks;

/// <summary>A door through which somebody else's events start runs, or vote.</summary>
/// <param name="Name">Last part of its address.</param>
/// <param name="DefinitionId">What its deliveries start.</param>
/// <param name="Mapping">Input names and where in the payload their values are; null takes the payload's members under their own names.</param>
/// <param name="Secrets">What signs deliveries, newest first; the second only while a rotation lasts.</param>
/// <param name="CreatedAt">When it was added.</param>
internal sealed record Webhook(
    string Name,
    string DefinitionId,
    IReadOnlyDictionary<string, string>? Mapping,
    IReadOnlyList<WebhookSecret> Secrets,
    DateTimeOffset CreatedAt)
{
    /// <summary>
    /// Whether equal bodies under different ids are different events where the id is not signed (GitHub, Gitea). Usually
    /// they are not: a genuine event brings its own moments and numbers, GitHub sends one again under its old id, and
    /// whoever has captured a delivery could give it a new id at will. It has to be so for events that bring nothing of
    /// their own, for example two equal <c>workflow_dispatch</c>.
    /// </summary>
    public bool TakesSameBodyAgain { get; init; }

    /// <summary>Whether deliveries are votes on what runs ask, instead of starting runs.</summary>
    public bool TakesVotes { get; init; }
}
