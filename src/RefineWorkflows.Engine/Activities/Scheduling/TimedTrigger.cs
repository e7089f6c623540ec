using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities.Scheduling;

/// <summary>
/// Starts workflows at moments that the drawing names, or waits for the next such moment. Who rings for the starts reads
/// the trigger's payload; a wait in the middle is a due bookmark of the instance and needs nobody.
/// </summary>
public abstract class TimedTrigger : Activity
{
    /// <summary>The input that says when, if it was drawn as a constant.</summary>
    internal static JsonElement? Constant(Input input)
        => input.Expression is { Kind: ExpressionKind.Literal or ExpressionKind.Object } drawn && !drawn.Value.IsNull() ? drawn.Value : null;

    /// <summary>The next moment after now, or null when the wait is over before it begins.</summary>
    /// <exception cref="WorkflowException">The inputs name no moment.</exception>
    protected abstract DateTimeOffset? DueAfter(ActivityContext context);

    /// <summary>What the bookmark says beside its due time.</summary>
    protected abstract JsonElement Payload(ActivityContext context, DateTimeOffset due);

    /// <summary>Notes at publishing what is wrong with an input that was drawn as a constant; those of triggers become constants when they are published.</summary>
    internal static void Check<T>(ActivityBinding binding, Input<T> input, Func<T, string?> problem)
    {
        string member = char.ToLowerInvariant(input.Name[0]) + input.Name[1..];
        if (input.Expression is null)
        {
            if (problem(input.Default) is { } missing)
                binding.Problem(member, missing);
            return;
        }

        if (Constant(input) is not { } drawn)
            return;

        try
        {
            if (problem((T)ValueConverter.Convert(drawn, typeof(T))!) is { } wrong)
                binding.Problem(member, wrong);
        }
        catch (ConversionException wrong)
        {
            binding.Problem(member, wrong.Message);
        }
    }

    protected internal sealed override ValueTask ExecuteAsync(ActivityContext context)
    {
        if ((context.IsTriggerOfWorkflow && context.ClaimTrigger()) || DueAfter(context) is not { } due)
            context.Complete();
        else
            context.WaitFor(Node.Type, Payload(context, due), due);
        return ValueTask.CompletedTask;
    }
}
