using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>A way from one state of a machine to another.</summary>
/// <param name="From">The state it leaves.</param>
/// <param name="To">The state it leads to.</param>
/// <param name="Trigger">What must complete for it; null takes it as soon as the state is entered.</param>
/// <param name="Condition">What must hold for it then; null always does.</param>
/// <param name="Action">Runs on the way, or null.</param>
internal sealed record MachineTransition(string From, string To, ActivityNode? Trigger, Expression? Condition, ActivityNode? Action)
{
    public static IReadOnlyList<MachineTransition> ReadAll(ActivityBinding binding, IReadOnlyList<MachineState> states) => binding.List("transitions", (json, members) =>
    {
        return new MachineTransition(
            End("from"), End("to"), MachineState.Slot(binding, json, members, "trigger"), ReadCondition(), MachineState.Slot(binding, json, members, "action"));

        string End(string member)
        {
            string name = members.RequiredText(member, "a transition names the states that it leads between");
            if (name.Length > 0 && !states.Any(state => state.Name == name))
                members.Problems.Add(new($"{members.Path}.{member}", $"the machine has no state '{name}'"));
            return name;
        }

        Expression? ReadCondition()
            => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("condition", out JsonElement condition) && condition.ValueKind == JsonValueKind.Object && condition.TryGetProperty("expression", out JsonElement drawn)
                ? binding.Expression(drawn, $"{members.Path}.condition.expression")
                : null;
    });

    /// <summary>Whether the condition holds now.</summary>
    public async ValueTask<bool> HoldsAsync(ActivityContext context)
        => Condition is null || (bool)ValueConverter.Convert(await context.EvaluateAsync(Condition), typeof(bool))!;
}
