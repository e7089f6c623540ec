using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Server.Http;

/// <summary>Values of an activity's inputs, as far as they are known at some time.</summary>
internal abstract class InputValues
{
    public abstract T Get<T>(Input<T> input);

    /// <summary>Says that an input has a value that it cannot have.</summary>
    public abstract void Refuse(Input input, string problem);
}
