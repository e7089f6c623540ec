using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities;

/// <summary>
/// What one node of a drawing does. An object is made per node when a definition is compiled and shared by all
/// instances: it holds what was drawn, never what happens. What happens is in the context.
/// </summary>
public abstract class Activity
{
    /// <summary>The node this activity was drawn as.</summary>
    public ActivityNode Node { get; internal set; } = null!;

    public virtual EffectKind Effect => EffectKind.Pure;

    /// <summary>What a container does with a Break that comes from inside.</summary>
    public virtual BreakReply OnBreak => BreakReply.Ignore;

    /// <summary>Whether a Complete that comes from inside completes this activity and goes no further.</summary>
    public virtual bool IsComposite => false;

    /// <summary>Whether its bookmarks may be matched as triggers: an instance started by it passes it without waiting.</summary>
    public virtual TriggerPayload? Trigger => null;

    /// <summary>Choices of a drop-down that are known only once the program runs; null leaves it to the attribute.</summary>
    /// <param name="input">Name of the input, in Pascal case.</param>
    protected internal virtual IReadOnlyList<string>? ChoicesOf(string input) => null;

    /// <summary>
    /// Runs one visit. It ends in one of three ways: <see cref="ActivityContext.Complete(string[])"/>, at least one
    /// scheduled child, or at least one bookmark; anything else is a fault, because nothing could ever continue it.
    /// </summary>
    protected internal abstract ValueTask ExecuteAsync(ActivityContext context);

    /// <summary>Called in a container when a child that it scheduled has completed, in the same commit.</summary>
    protected internal virtual ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Called in a container when a child was cancelled on its own.</summary>
    protected internal virtual ValueTask OnChildCanceledAsync(ActivityContext context, ActivityNode child) => ValueTask.CompletedTask;

    /// <summary>Called when a bookmark of this visit was resumed.</summary>
    protected internal virtual ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads what the attributes do not describe from the node's JSON: children in lists, cases, connections.</summary>
    protected internal virtual void Bind(ActivityBinding binding)
    {
    }
}
