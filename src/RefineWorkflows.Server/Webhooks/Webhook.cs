namespace RefineWorkflows.Server.Webhooks;

/// <summary>A door through which somebody else's events start runs.</summary>
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
    DateTimeOffset CreatedAt);
