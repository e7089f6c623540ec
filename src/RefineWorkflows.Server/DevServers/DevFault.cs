namespace RefineWorkflows.Server.DevServers;

/// <summary>Something that a protocol server is told to do wrong.</summary>
/// <param name="Kind">One of <see cref="DevFaults.Kinds"/>.</param>
/// <param name="Times">For how many requests; at least 1.</param>
/// <param name="Route">Only for requests whose path contains this text; null takes the first that does real work.</param>
/// <param name="Status">The status of a <c>status</c> fault; null is 500.</param>
/// <param name="RetryAfter">Seconds that a <c>rate-limit</c> or <c>status</c> fault asks to wait; null sends no such header.</param>
/// <param name="Seconds">How long a <c>slow</c> fault waits before it goes on; null is 30 s.</param>
internal sealed record DevFault(string Kind, int Times = 1, string? Route = null, int? Status = null, double? RetryAfter = null, double? Seconds = null);
