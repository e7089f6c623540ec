using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>Evaluates expressions in the scope of one visit. All but JavaScript are evaluated right here.</summary>
internal sealed class ExpressionEvaluator(JavaScriptWorkerPool scripts)
{
    /// <returns>The value; writes that a script made are applied to the scope.</returns>
    public async ValueTask<JsonElement> EvaluateAsync(Expression expression, ExpressionScope scope, CancellationToken cancellationToken) => expression.Kind switch
    {
        ExpressionKind.Variable => scope.ReadVariable(expression.Text) ?? EngineJson.Null,
        ExpressionKind.Input => scope.ReadInput(expression.Text),
        ExpressionKind.Dictionary => await MembersAsync(expression, scope, cancellationToken),
        ExpressionKind.JavaScript => (await RunScriptAsync(expression.Text, scope, cancellationToken)).Value,
        _ => expression.Value,
    };

    private async ValueTask<JsonElement> MembersAsync(Expression expression, ExpressionScope scope, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string name, Expression member) in expression.Members)
            values[name] = await EvaluateAsync(member, scope, cancellationToken);
        return EngineJson.ToElement(values);
    }

    /// <summary>Runs a script for its value and its effects on variables, name and correlation id.</summary>
    public async Task<JavaScriptResult> RunScriptAsync(string script, ExpressionScope scope, CancellationToken cancellationToken)
    {
        JavaScriptResult result = await scripts.EvaluateAsync(scope.Request(script), cancellationToken);
        scope.Apply(result);
        return result;
    }
}
