namespace RefineWorkflows.Refinement.Agents;

/// <summary>One turn of an agent and what came of it.</summary>
/// <param name="Thought">What the agent said beside the call.</param>
/// <param name="Call">The tool it used; null when it used none, which ends the run.</param>
/// <param name="Result">What the tool answered; null as long as it has not.</param>
/// <param name="Failed">Whether the answer is an error.</param>
public sealed record AgentStep(string Thought, AgentCall? Call, string? Result = null, bool Failed = false);
