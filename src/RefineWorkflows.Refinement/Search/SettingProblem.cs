namespace RefineWorkflows.Refinement.Search;

/// <summary>One setting that cannot be used.</summary>
/// <param name="Option">The option as it is typed, for example <c>--patience</c>.</param>
/// <param name="Message">The value given, the values allowed, and what to do.</param>
public sealed record SettingProblem(string Option, string Message);
