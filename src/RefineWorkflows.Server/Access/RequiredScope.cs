namespace RefineWorkflows.Server.Access;

/// <summary>What a route asks of its callers. The last one on a route counts, so that a route can differ from its group; a route without one asks for Admin.</summary>
internal sealed record RequiredScope(AccessScope Scope);
