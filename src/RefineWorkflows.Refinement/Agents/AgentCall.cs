namespace RefineWorkflows.Refinement.Agents;

/// <summary>One use of a tool.</summary>
/// <param name="Tool">One of <see cref="AgentTools"/>, or what the agent made up.</param>
/// <param name="Text">Generate: the prompt. Summarize: the text. Evaluate: the picture's file. Empty where the tool takes nothing.</param>
public sealed record AgentCall(string Tool, string Text = "");
