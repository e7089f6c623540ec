namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>What a reply was read as.</summary>
/// <param name="Value">Null when it could not be read.</param>
/// <param name="Problem">What is wrong with it, in words that the judge can use; with a value it is a doubt, for which the judge is asked once more.</param>
internal sealed record Reading<T>(T? Value, string? Problem = null)
    where T : class;
