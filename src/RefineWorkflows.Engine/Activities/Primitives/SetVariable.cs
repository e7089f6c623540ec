using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

[Activity("Elsa.SetVariable", "Primitives", "Gives a variable a value.")]
public sealed class SetVariable : Activity
{
    private string variable = "";

    [Input("The variable.", UIHint = "variable-picker")]
    public object? Variable { get; }

    [Input("Its new value, converted to the variable's type.")]
    public Input<JsonElement> Value { get; } = new(EngineJson.Null);

    protected internal override void Bind(ActivityBinding binding)
    {
        if (Node.Json.TryGetProperty("variable", out JsonElement drawn))
            variable = Reference(drawn) ?? "";
        if (variable.Length == 0)
            binding.Problem("variable", "choose the variable that is set");
    }

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (!context.SetVariable(variable, context.Get(Value)))
            throw new ActivityInputException(Node, nameof(Variable), $"Variable '{variable}' not found");
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>The variable object itself, the same inside an expression, or its id.</summary>
    private static string? Reference(JsonElement drawn)
    {
        if (drawn.ValueKind == JsonValueKind.String)
        {
            string text = drawn.GetString()!.Trim();
            if (!text.StartsWith('{'))
                return text;
            using JsonDocument document = JsonDocument.Parse(text);
            return Reference(document.RootElement.Clone());
        }

        if (drawn.ValueKind != JsonValueKind.Object)
            return null;
        if (drawn.TryGetProperty("expression", out JsonElement expression) && expression.TryGetProperty("value", out JsonElement inner))
            return Reference(inner);
        return drawn.TryGetProperty("id", out JsonElement id) ? id.GetString() : drawn.TryGetProperty("name", out JsonElement name) ? name.GetString() : null;
    }
}
