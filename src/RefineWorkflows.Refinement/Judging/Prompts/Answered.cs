namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>How asking a judge ended.</summary>
/// <param name="Value">Null when it failed.</param>
/// <param name="RawReply">The reply that <paramref name="Value"/> was read from, or else the last one; null when there was none.</param>
/// <param name="Problem">Why it failed, or what made it doubtful; null when all is well.</param>
/// <param name="Attempts">How often it was asked.</param>
/// <param name="IsTransient">Whether it failed for something that passes, so that the same question may go well later.</param>
internal sealed record Answered<T>(T? Value, string? RawReply, string? Problem, int Attempts, bool IsTransient)
    where T : class;
