namespace RefineWorkflows.Refinement.Generation;

/// <summary>What every picture of a run must keep to.</summary>
/// <param name="Subject">The phrase that names the subject and its count, for example <c>one red fox</c>; null for no anchor.</param>
/// <param name="Framing">How the subject is framed, for example <c>whole body, centred</c>; null to leave it open.</param>
/// <param name="Negative">What should not be seen; null to exclude nothing. Must not name the subject.</param>
/// <param name="Affirmative">The same said positively, for generators without a negative prompt: never "avoid …".</param>
public sealed record PromptConstraints(string? Subject = null, string? Framing = null, string? Negative = null, string? Affirmative = null);
