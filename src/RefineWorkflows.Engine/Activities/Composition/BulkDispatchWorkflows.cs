using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

/// <summary>Each child has a bookmark of its own, so that two of these in one instance never take each other's children.</summary>
[Activity("Elsa.BulkDispatchWorkflows", "Composition", "Starts another workflow once for every item of a list.", IsTask = true, Outcomes = ["Completed", "Canceled", "Done"])]
public sealed class BulkDispatchWorkflows : Activity
{
    private const string Dispatched = "DispatchedInstancesCount";
    private const string Finished = "CompletedInstancesCount";

    /// <summary>The children are on disk before anything follows.</summary>
    public override EffectKind Effect => EffectKind.Local;

    [Input("The workflow to run: its published version.", DisplayName = "Workflow Definition", UIHint = "workflow-definition-picker")]
    public Input<string> WorkflowDefinitionId { get; } = new("");

    [Input("The list. An item that is an object is the child's input, member by member.", UIHint = "multitext", DefaultSyntax = "Object")]
    public Input<JsonElement[]> Items { get; } = new([]);

    [Input("The name under which a child gets an item that is no object.", DisplayName = "Default Item Input Key")]
    public Input<string> DefaultItemInputKey { get; } = new("Item");

    [Input("Evaluated per item, which scripts read as args.item: what ties the child to the outside.", DisplayName = "Correlation ID Function", AutoEvaluate = false)]
    public Input<string?> CorrelationIdFunction { get; } = new(null);

    [Input("Input that every child gets, by name.", UIHint = "dictionary", DefaultSyntax = "Object")]
    public Input<Dictionary<string, JsonElement>?> Input { get; } = new(null);

    [Input("Whether to go on only when all children have finished.", DisplayName = "Wait For Completion", UIHint = "checkbox")]
    public Input<bool> WaitForCompletion { get; } = new(true);

    /// <summary>Runs for each child that ran to its end, with the variables ChildInstanceId and ChildOutput.</summary>
    [Port]
    public ActivityNode? ChildCompleted { get; set; }

    /// <summary>Runs for each child that did not, with the variables ChildInstanceId and ChildOutput.</summary>
    [Port]
    public ActivityNode? ChildFaulted { get; set; }

    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string definition = context.Get(WorkflowDefinitionId);
        if (string.IsNullOrWhiteSpace(definition))
            throw new ActivityInputException(Node, nameof(WorkflowDefinitionId), "choose the workflow that is to run");
        JsonElement[] items = context.Get(Items) ?? [];
        bool waits = context.Get(WaitForCompletion);
        // What can fail comes before the first start, so that a failure leaves no children behind.
        var correlations = new string?[items.Length];
        for (int index = 0; index < items.Length; index++)
            correlations[index] = await CorrelationAsync(context, items[index]);
        for (int index = 0; index < items.Length; index++)
            await context.StartWorkflowAsync(definition, index, InputOf(context, items[index]), correlations[index], waits);

        // A retry waits for all of them again: those that are over tell it once more.
        if (context.Property<int>(Finished) > 0)
            context.SetProperty(Finished, 0);
        if (waits && items.Length > 0)
            context.SetProperty(Dispatched, items.Length);
        else if (waits)
            context.Complete("Completed", "Done");
        else
            context.Complete();
    }

    protected internal override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        ChildFinished child = ChildFinished.Read(resumption.Input);
        if (child.SubStatus == InstanceSubStatus.Pending && ChildFaulted is null)
            throw new ChildWorkflowException(child);
        context.SetProperty(Finished, context.Property<int>(Finished) + 1);
        if ((child.Succeeded ? ChildCompleted : ChildFaulted) is { } branch)
        {
            context.Schedule(branch, null, new Dictionary<string, JsonElement>
            {
                ["ChildInstanceId"] = EngineJson.ToElement(child.WorkflowInstanceId),
                ["ChildOutput"] = EngineJson.ToElement(child.Output),
            });
        }

        CompleteWhenAllAreOver(context);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        CompleteWhenAllAreOver(context);
        return ValueTask.CompletedTask;
    }

    private static void CompleteWhenAllAreOver(ActivityContext context)
    {
        if (context.Property<int>(Finished) >= context.Property<int>(Dispatched) && !context.LiveChildren().Any())
            context.Complete("Completed", "Done");
    }

    private async ValueTask<string?> CorrelationAsync(ActivityContext context, JsonElement item)
        => CorrelationIdFunction.Expression is null ? null : await context.EvaluateAsync(CorrelationIdFunction, new Dictionary<string, JsonElement> { ["item"] = item });

    private Dictionary<string, JsonElement> InputOf(ActivityContext context, JsonElement item)
    {
        var input = new Dictionary<string, JsonElement>(context.Get(Input) ?? [], StringComparer.Ordinal);
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in item.EnumerateObject())
                input[member.Name] = member.Value;
        }
        else
        {
            input[context.Get(DefaultItemInputKey)] = item;
        }

        input.TryAdd("ParentInstanceId", EngineJson.ToElement(context.Instance.Value));
        return input;
    }
}
