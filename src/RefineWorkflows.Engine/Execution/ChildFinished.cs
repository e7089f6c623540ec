using System.Text.Json;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>
/// What a child tells the instance that it was started for, in the very write that finishes it. The bookmark that waits
/// for it is written together with the child, so that there is no moment at which it could be missed.
/// </summary>
/// <param name="WorkflowInstanceId">The child.</param>
/// <param name="Status">Running or Finished.</param>
/// <param name="SubStatus">How it finished.</param>
/// <param name="Output">Its outputs by name.</param>
/// <param name="Problem">Why it did not reach its end; null when it did.</param>
public sealed record ChildFinished(
    string WorkflowInstanceId,
    InstanceStatus Status,
    InstanceSubStatus SubStatus,
    IReadOnlyDictionary<string, JsonElement> Output,
    string? Problem)
{
    internal const string Stimulus = "Elsa.WorkflowFinished";
    private const string ChildMember = "ChildInstanceId";

    /// <summary>Whether the child ran to its end.</summary>
    internal bool Succeeded => Status == InstanceStatus.Finished && SubStatus == InstanceSubStatus.Finished;

    internal static JsonElement WaitingFor(InstanceId child) => EngineJson.ToElement(new Dictionary<string, string> { [ChildMember] = child.Value });

    /// <summary>The child that a bookmark of this kind waits for.</summary>
    internal static InstanceId ChildOf(JsonElement payload) => new(payload.GetProperty(ChildMember).GetString()!);

    internal static ChildFinished Read(JsonElement input) => input.Deserialize<ChildFinished>(EngineJson.Options)!;

    /// <summary>The message to a parent.</summary>
    /// <param name="parent">Who is told.</param>
    /// <param name="occasion">Names this end among others of the same child; told twice it counts once.</param>
    internal Stimulus To(InstanceId parent, string occasion) => StimulusRouter.Stimulus(
        Stimulus, WaitingFor(new(WorkflowInstanceId)), EngineJson.ToElement(this), null, parent, $"finished:{WorkflowInstanceId}:{occasion}") with
    {
        // Nobody who comes later waits for it: either the bookmark is there, or the parent has gone on without.
        KeepFor = TimeSpan.Zero,
    };
}
