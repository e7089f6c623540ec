using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Http;

/// <summary>What the inputs were evaluated to in a running instance.</summary>
internal sealed class EvaluatedValues(ActivityContext context) : InputValues
{
    public override T Get<T>(Input<T> input) => context.Get(input);

    /// <exception cref="ActivityInputException">Always: the visit faults.</exception>
    public override void Refuse(Input input, string problem) => throw new ActivityInputException(context.Node, input.Name, problem);
}
