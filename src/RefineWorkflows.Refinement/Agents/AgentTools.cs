namespace RefineWorkflows.Refinement.Agents;

/// <summary>What an agent can ask for.</summary>
public static class AgentTools
{
    /// <summary>Paints a picture from a prompt.</summary>
    public const string Generate = "generate";

    /// <summary>Asks the judge about the picture that was painted last.</summary>
    public const string Evaluate = "evaluate";

    /// <summary>Shortens a text to what the generator can read.</summary>
    public const string Summarize = "summarize";

    /// <summary>Tells which picture is the best so far.</summary>
    public const string Look = "look";

    /// <summary>Ends the run.</summary>
    public const string Finish = "finish";

    /// <summary>The tools of a run.</summary>
    /// <param name="summarizes">Whether its generator reads only so many words.</param>
    public static IReadOnlyList<string> For(bool summarizes) => summarizes ? [Generate, Evaluate, Summarize, Look, Finish] : [Generate, Evaluate, Look, Finish];

    /// <summary>Tool calls that a run allows: iterations × (tools of an iteration + 1), so ×4 where texts are shortened and ×3 elsewhere; null for a run without a limit.</summary>
    public static int? Limit(int maxIterations, bool summarizes) => maxIterations == 0 ? null : maxIterations * (summarizes ? 4 : 3);
}
