using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>A workflow that can be drawn as an activity.</summary>
/// <param name="Stored">Its published version.</param>
/// <param name="Definition">What it takes and gives.</param>
/// <param name="TypeName">The activity type it is drawn as.</param>
internal sealed record UsableWorkflow(StoredDefinition Stored, WorkflowDefinition Definition, string TypeName);
