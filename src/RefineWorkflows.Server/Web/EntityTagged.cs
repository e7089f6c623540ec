namespace RefineWorkflows.Server.Web;

/// <summary>On a route whose answers to GET are told from one another by a tag of their content.</summary>
internal sealed record EntityTagged;
