using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.FlowJoin", "Branching", "Brings branches together.", DisplayName = "Join")]
public sealed class FlowJoin : Activity
{
    [Input("Which branches are waited for.")]
    public Input<FlowJoinMode> Mode { get; } = new(FlowJoinMode.WaitAny);

    /// <summary>The mode as drawn. A join's mode is part of the drawing: it is read before the join is reached.</summary>
    internal FlowJoinMode DrawnMode { get; private set; } = FlowJoinMode.WaitAny;

    protected internal override void Bind(ActivityBinding binding)
    {
        if (Mode.Expression is null)
            return;
        if (Mode.Expression.Kind is not (ExpressionKind.Literal or ExpressionKind.Object))
        {
            binding.Problem("mode", "a join's mode is drawn, not computed; choose WaitAny, WaitAll or WaitAllActive");
            return;
        }

        try
        {
            DrawnMode = (FlowJoinMode)(ValueConverter.Convert(Mode.Expression.Value, typeof(FlowJoinMode)) ?? FlowJoinMode.WaitAny);
        }
        catch (ConversionException problem)
        {
            binding.Problem("mode", $"{problem.Message} Choose WaitAny, WaitAll or WaitAllActive");
        }
    }

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
