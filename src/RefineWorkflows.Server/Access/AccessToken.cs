namespace RefineWorkflows.Server.Access;

/// <summary>A short-lived proof as it is stored, under the SHA-256 of its text.</summary>
/// <param name="Kind">What it opens.</param>
/// <param name="Scopes">What its holder may do.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record AccessToken(AccessTokenKind Kind, AccessScope Scopes, DateTimeOffset ExpiresAt);
