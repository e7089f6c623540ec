namespace RefineWorkflows.Refinement.Agents;

/// <summary>Directs a run by using tools, one at a time.</summary>
public interface IAgent
{
    /// <summary>Stable name used in settings and reports, for example <c>embedded-agent</c>.</summary>
    string Id { get; }

    /// <summary>Takes the next turn. Stateless: all that happened so far comes with the request.</summary>
    /// <returns>A step without a result; one without a call ends the run.</returns>
    Task<AgentStep> TurnAsync(AgentRequest request, CancellationToken cancellationToken);
}
