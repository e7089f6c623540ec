namespace RefineWorkflows.Refinement.Search;

/// <summary>
/// All that a search remembers between two iterations: plain data, so that it can be stored as JSON, and with the
/// settings enough to decide on. Luck is drawn by iteration, so nothing of a random generator has to be kept.
/// </summary>
public sealed record SearchState
{
    /// <summary>Before the first picture.</summary>
    public static SearchState Start { get; } = new();

    /// <summary>Iterations decided so far.</summary>
    public int Iteration { get; init; }

    /// <summary>The highest score ever seen, the first of equals; null before the first picture.</summary>
    public JudgedImage? Best { get; init; }

    /// <summary>What the next picture builds on: the best when climbing, the latest when greedy, the walk's own place when annealing.</summary>
    public JudgedImage? Current { get; init; }

    /// <summary>Ideas that did not help against <see cref="Current"/>, oldest first.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>Iterations since the best was last improved.</summary>
    public int Stale { get; init; }

    /// <summary>Set once the run has ended; a state with a stop takes no further candidate.</summary>
    public StopReason? Stop { get; init; }
}
