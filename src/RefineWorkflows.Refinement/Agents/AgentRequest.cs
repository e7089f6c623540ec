namespace RefineWorkflows.Refinement.Agents;

/// <summary>Asks an agent for its next turn.</summary>
/// <param name="Goal">What the picture should become.</param>
/// <param name="Prompt">What the first picture is painted from.</param>
/// <param name="Limit">Pictures that may be painted; 0 for no limit.</param>
/// <param name="Tools">What it may use.</param>
/// <param name="Steps">All that happened so far, oldest first.</param>
/// <param name="Seed">Decides what is left to luck.</param>
public sealed record AgentRequest(string Goal, string Prompt, int Limit, IReadOnlyList<string> Tools, IReadOnlyList<AgentStep> Steps, ulong Seed);
