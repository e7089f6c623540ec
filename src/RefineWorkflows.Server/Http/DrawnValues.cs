using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Server.Http;

/// <summary>What was drawn as constants, while a definition is compiled. An expression counts as the default; those of triggers become constants when they are published.</summary>
internal sealed class DrawnValues(ActivityBinding binding) : InputValues
{
    public override T Get<T>(Input<T> input)
    {
        try
        {
            input.TryGetConstant(out T value);
            return value;
        }
        catch (ConversionException problem)
        {
            Refuse(input, problem.Message);
            return input.Default;
        }
    }

    public override void Refuse(Input input, string problem) => binding.Problem(char.ToLowerInvariant(input.Name[0]) + input.Name[1..], problem);
}
