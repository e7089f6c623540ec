namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>For whom a back end is called. Follows the flow of the calling step, as trace contexts do, so that clients need not hand it on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Step">The name under which doing the step twice counts once; the same for every attempt and every process.</param>
/// <param name="Attempt">Which attempt of the step it is, from 1.</param>
public sealed record CallOrigin(string Run, string Step, int Attempt)
{
    private static readonly AsyncLocal<CallOrigin?> Flowing = new();

    /// <summary>What the step does, for people.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether an earlier process had handed the work over, so that this is no new attempt but the same.</summary>
    public bool Resumes { get; init; }

    /// <summary>The step that the current flow belongs to; null where a person asks, as <c>backends test</c> does.</summary>
    public static CallOrigin? Current => Flowing.Value;

    /// <summary>Makes this the origin of everything that <paramref name="work"/> calls.</summary>
    public async Task<T> FlowAsync<T>(Func<Task<T>> work)
    {
        // An async method's changes to the flow end with it.
        Flowing.Value = this;
        return await work();
    }
}
