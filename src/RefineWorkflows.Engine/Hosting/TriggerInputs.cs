using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>
/// Evaluates what triggers are asked for before there is an instance: once, when the definition is published, with the
/// first values of its variables and nothing else, as Elsa does.
/// </summary>
internal sealed partial class TriggerInputs(ActivityRegistry registry, JavaScriptWorkerPool scripts, TimeProvider time)
{
    /// <summary>A trigger of the workflow itself; those inside workflows that it uses start nothing.</summary>
    public static bool IsTrigger(WorkflowGraph graph, ActivityNode node) => node.CanStartWorkflow && node.Composite == graph.Workflow && node.Activity.Trigger is not null;

    /// <summary>The graph with nothing but constants in its triggers: the same one when they were drawn so.</summary>
    /// <exception cref="DefinitionException">An expression fails, or gives what the trigger cannot be.</exception>
    public async Task<WorkflowGraph> SettleAsync(WorkflowGraph graph, UsedWorkflows used, string source, CancellationToken cancellationToken)
    {
        List<(string Path, Expression Expression)> open = [.. graph.Nodes.Where(node => IsTrigger(graph, node)).SelectMany(node => node.Expressions)
            .Where(one => one.Expression.Kind is ExpressionKind.JavaScript or ExpressionKind.Variable or ExpressionKind.Input)];
        if (open.Count == 0)
            return graph;
        var problems = new List<DefinitionProblem>();
        JsonNode settled = JsonObject.Create(graph.Definition.Json)!.DeepClone();
        foreach ((string path, Expression expression) in open)
        {
            try
            {
                JsonElement value = await EvaluateAsync(graph, expression, cancellationToken);
                JsonObject drawn = At(settled, path).AsObject();
                drawn["type"] = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "Object" : "Literal";
                drawn["value"] = JsonNode.Parse(value.GetRawText());
            }
            catch (JavaScriptException problem)
            {
                problems.Add(new($"{path}.value", $"it is asked before there is an instance, with the first values of the workflow's variables: {problem.Message}"));
            }
        }

        return problems.Count == 0
            ? GraphCompiler.Compile(DefinitionReader.Read(settled.ToJsonString(EngineJson.Options), source), registry, used, source)
            : throw new DefinitionException(source, problems);
    }

    private async Task<JsonElement> EvaluateAsync(WorkflowGraph graph, Expression expression, CancellationToken cancellationToken)
    {
        WorkflowDefinition definition = graph.Definition;
        if (expression.Kind == ExpressionKind.Variable)
            return definition.Variables.FirstOrDefault(one => one.Id == expression.Text || one.Name == expression.Text) is { } variable ? First(variable) : EngineJson.Null;
        if (expression.Kind == ExpressionKind.Input)
            return EngineJson.Null;
        var request = new JavaScriptRequest(
            expression.Text,
            definition.Variables.DistinctBy(one => one.Name, StringComparer.Ordinal).ToDictionary(one => one.Name, First, StringComparer.Ordinal),
            definition.Inputs.DistinctBy(one => one.Name, StringComparer.Ordinal).ToDictionary(one => one.Name, _ => EngineJson.Null, StringComparer.Ordinal),
            new Dictionary<string, JsonElement>(),
            EngineJson.Null,
            new JavaScriptInstance("", null, null, definition.DefinitionId, definition.Id, definition.Version),
            Now: time.GetUtcNow());
        return (await scripts.EvaluateAsync(request, cancellationToken)).Value;
    }

    private static JsonElement First(VariableDefinition variable) => VariableTypes.Normalise(variable.Default, variable.TypeName, variable.IsArray);

    private static JsonNode At(JsonNode root, string path)
    {
        JsonNode node = root;
        foreach (Match step in Step().Matches(path))
            node = step.Groups["index"].Success ? node[int.Parse(step.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)]! : node[step.Groups["member"].Value]!;
        return node;
    }

    [GeneratedRegex(@"\.(?<member>[^.\[]+)|\[(?<index>\d+)\]")]
    private static partial Regex Step();
}
