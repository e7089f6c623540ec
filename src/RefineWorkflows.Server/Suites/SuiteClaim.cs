namespace RefineWorkflows.Server.Suites;

/// <summary>The run that stands for a case: written before the run is made, so that it is made once.</summary>
/// <param name="Run">Its id.</param>
internal sealed record SuiteClaim(string Run);
