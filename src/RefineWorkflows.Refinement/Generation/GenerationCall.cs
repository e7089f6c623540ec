namespace RefineWorkflows.Refinement.Generation;

/// <summary>How one generation is tied to the step that makes it.</summary>
/// <param name="Key">The same for every attempt and every process that makes this step.</param>
/// <param name="Handle">What the back end knows the work by, when an earlier process had ordered it; null otherwise.</param>
/// <param name="SaveHandleAsync">Puts a handle on disk; when it returns, a crash no longer loses it.</param>
public sealed record GenerationCall(string Key, string? Handle, Func<string, Task> SaveHandleAsync)
{
    /// <summary>Told how far the picture is, where the back end says so. Called from any thread.</summary>
    public IProgress<GenerationProgress>? Progress { get; init; }

    /// <summary>Asked when the call is cancelled: whether the order is taken back, too. When it is not, it is left to the back end, to be fetched by its handle later.</summary>
    public Func<bool> IsUnwanted { get; init; } = () => true;

    /// <summary>Told, in sentences for the run's log, what a person should know although the picture is made: that something was sent twice, for example. Called from any thread.</summary>
    public Action<string>? Note { get; init; }
}
