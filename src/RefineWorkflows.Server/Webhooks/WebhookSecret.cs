namespace RefineWorkflows.Server.Webhooks;

/// <summary>One secret of a webhook, encrypted.</summary>
/// <param name="Sealed">The secret in its box.</param>
/// <param name="ValidUntil">When it stops to count; null while it is the current one.</param>
internal sealed record WebhookSecret(string Sealed, DateTimeOffset? ValidUntil);
