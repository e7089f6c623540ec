namespace RefineWorkflows.Server.Api;

/// <summary>Runs, newest first.</summary>
/// <param name="Items">The runs.</param>
/// <param name="Next">What <c>after</c> has to be for the next page, or null on the last.</param>
internal sealed record RunPage(IReadOnlyList<RunResource> Items, string? Next);
