namespace RefineWorkflows.Server.Access;

/// <summary>A key as it is stored: enough to recognise it, not enough to use it.</summary>
/// <param name="Id">Public part of the key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What its holder may do.</param>
/// <param name="Hash">SHA-256 of the secret part, hexadecimal. The secret has 256 random bits, so a slow hash would add nothing.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record ApiKey(string Id, string Name, AccessScope Scopes, string Hash, DateTimeOffset CreatedAt);
