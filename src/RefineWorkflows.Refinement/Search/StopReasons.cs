namespace RefineWorkflows.Refinement.Search;

/// <summary>Why a run ended, as reports write it.</summary>
public static class StopReasons
{
    /// <summary>The judge said DONE.</summary>
    public const string Done = "done";

    /// <summary>The judge's reply named no action and the settings ask to stop then.</summary>
    public const string Unparseable = "unparseable";

    /// <summary>The limit of iterations is reached.</summary>
    public const string MaxIterations = "max_iterations";

    /// <summary>The safety ceiling of a run without a limit is reached.</summary>
    public const string Ceiling = "ceiling";

    /// <summary>The next call of a back end might have passed a cap of the run's budget.</summary>
    public const string Budget = "budget";

    /// <summary>Nothing improved for as long as the settings allow.</summary>
    public const string Patience = "patience";

    /// <summary>Nothing new is left to try: the proposer had no idea.</summary>
    public const string Converged = "converged";

    /// <summary>The agent that directs the run called an end to it.</summary>
    public const string AgentFinished = "agent_finished";

    /// <summary>The agent used up the tool calls that the run allows it.</summary>
    public const string StepBudget = "step_budget";

    /// <summary>A person stopped the run.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A step failed for good.</summary>
    public const string Failed = "failed";

    /// <summary>The run has not ended: it was interrupted and can be resumed.</summary>
    public const string Interrupted = "interrupted";
}
