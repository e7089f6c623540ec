using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

/// <summary>One case of a switch.</summary>
/// <param name="Label">Its name; the outcome of a flow switch.</param>
/// <param name="Condition">When it applies; null never does.</param>
/// <param name="Activity">What it runs, in a switch with slots.</param>
internal sealed record SwitchCase(string Label, Expression? Condition, ActivityNode? Activity)
{
    public static IReadOnlyList<SwitchCase> ReadAll(ActivityBinding binding) => binding.List("cases", (json, members) =>
    {
        bool isObject = json.ValueKind == JsonValueKind.Object;
        return new SwitchCase(
            members.RequiredText("label", "the name of the case"),
            isObject && json.TryGetProperty("condition", out JsonElement condition) ? binding.Expression(condition, $"{members.Path}.condition") : null,
            isObject && json.TryGetProperty("activity", out JsonElement activity) && activity.ValueKind == JsonValueKind.Object ? binding.Child(activity, $"{members.Path}.activity") : null);
    });

    /// <summary>The cases that apply. All conditions are evaluated, in order; only exactly true counts.</summary>
    public static async ValueTask<IReadOnlyList<SwitchCase>> MatchAsync(IReadOnlyList<SwitchCase> cases, SwitchMode mode, ActivityContext context)
    {
        var matching = new List<SwitchCase>();
        foreach (SwitchCase one in cases)
        {
            if (one.Condition is not null && IsTrue(await context.EvaluateAsync(one.Condition)))
                matching.Add(one);
        }

        return mode == SwitchMode.MatchFirst ? [.. matching.Take(1)] : matching;
    }

    private static bool IsTrue(JsonElement value)
        => value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && bool.TryParse(value.GetString(), out bool parsed) && parsed);
}
