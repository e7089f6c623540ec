using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

/// <summary>Starts another workflow as an instance of its own. Its id derives from this visit, so that however often the visit is evaluated there is one child.</summary>
public abstract class ChildWorkflow : Activity
{
    private const string Given = "ParentInstanceId";

    private protected ChildWorkflow(bool waits) => WaitForCompletion = new(waits);

    /// <summary>The child is on disk before anything follows.</summary>
    public sealed override EffectKind Effect => EffectKind.Local;

    [Input("The workflow to run: its published version.", DisplayName = "Workflow Definition", UIHint = "workflow-definition-picker")]
    public Input<string> WorkflowDefinitionId { get; } = new("");

    [Input("What ties the child to the outside; blank for nothing.", DisplayName = "Correlation ID")]
    public Input<string?> CorrelationId { get; } = new(null);

    [Input("The child's input by name.", UIHint = "dictionary", DefaultSyntax = "Object")]
    public Input<Dictionary<string, JsonElement>?> Input { get; } = new(null);

    [Input("Whether to go on only when the child has finished.", DisplayName = "Wait For Completion", UIHint = "checkbox")]
    public Input<bool> WaitForCompletion { get; }

    /// <summary>What this activity's Result is.</summary>
    private protected abstract void SetResult(ActivityContext context, ChildFinished child);

    protected internal sealed override async ValueTask ExecuteAsync(ActivityContext context)
    {
        bool waits = context.Get(WaitForCompletion);
        string definition = context.Get(WorkflowDefinitionId);
        if (string.IsNullOrWhiteSpace(definition))
            throw new ActivityInputException(Node, nameof(WorkflowDefinitionId), "choose the workflow that is to run");
        var input = new Dictionary<string, JsonElement>(context.Get(Input) ?? [], StringComparer.Ordinal);
        input.TryAdd(Given, EngineJson.ToElement(context.Instance.Value));
        InstanceId child = await context.StartWorkflowAsync(definition, 0, input, context.Get(CorrelationId), waits);
        if (waits)
            return;
        SetResult(context, new ChildFinished(child.Value, InstanceStatus.Running, InstanceSubStatus.Pending, new Dictionary<string, JsonElement>(), null));
        context.Complete();
    }

    protected internal sealed override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        ChildFinished child = ChildFinished.Read(resumption.Input);
        if (!child.Succeeded)
        {
            if (child.SubStatus == InstanceSubStatus.Cancelled)
                context.ForgetChildren();
            throw new ChildWorkflowException(child);
        }

        SetResult(context, child);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
