namespace RefineWorkflows.Refinement.Judging;

/// <summary>One question to a judge.</summary>
/// <param name="Goal">What the picture should become, in the user's words.</param>
/// <param name="Prompt">The working prompt that the picture was made from; continuations build on it.</param>
/// <param name="Image">The encoded picture.</param>
/// <param name="Reminder">Set when the last reply could not be read: repeats the required first line. Null on the first try.</param>
/// <param name="IsTyped">Asks for a JSON object as <see cref="TypedVerdict"/> reads it, instead of the reply grammar.</param>
/// <param name="PassKeyword">The word that opens the line by which the judge passes the picture.</param>
public sealed record EvaluationRequest(string Goal, string Prompt, ReadOnlyMemory<byte> Image, string? Reminder = null, bool IsTyped = false, string PassKeyword = "DONE");
