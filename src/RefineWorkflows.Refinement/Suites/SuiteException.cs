namespace RefineWorkflows.Refinement.Suites;

/// <summary>A suite, or what was written about one, cannot be used. The message names the file and the line.</summary>
public sealed class SuiteException(string message, Exception? inner = null) : RefinementException(message, inner);
