namespace RefineWorkflows.Server.Starting;

/// <summary>A key that has been used to start something.</summary>
/// <param name="Run">The run that belongs to it.</param>
/// <param name="Body">SHA-256 of what came with it first, hexadecimal.</param>
/// <param name="At">When it came first.</param>
internal sealed record StartClaim(string Run, string Body, DateTimeOffset At);
