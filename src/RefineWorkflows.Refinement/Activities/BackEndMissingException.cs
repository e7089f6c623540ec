namespace RefineWorkflows.Refinement.Activities;

/// <summary>A definition names a back end that is not configured.</summary>
public sealed class BackEndMissingException(string kind, string id, IEnumerable<string> known)
    : RefinementException($"There is no {kind} '{id}'. Known: {string.Join(", ", known)}.");
