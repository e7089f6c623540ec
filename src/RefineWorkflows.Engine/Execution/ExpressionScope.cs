using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What an expression sees and may change while it is evaluated for one visit.</summary>
internal sealed class ExpressionScope(InstanceId instance, WorkflowGraph graph, BurstJournal journal, InstanceMemory memory, TimeProvider time, long execution, IReadOnlyDictionary<string, JsonElement>? arguments)
{
    private InstanceState State => journal.State;

    public JsonElement? ReadVariable(string id) => memory.Read(execution, id);

    public JsonElement ReadInput(string name) => Inputs().TryGetValue(name, out JsonElement value) ? value : EngineJson.Null;

    /// <summary>A script with the values it can mention: a variable that the text does not name is not sent.</summary>
    public JavaScriptRequest Request(string script) => new(
        script,
        memory.Visible(execution).Where(pair => Mentions(script, pair.Key)).ToDictionary(StringComparer.Ordinal),
        Inputs(),
        script.Contains("From", StringComparison.Ordinal) ? Outputs() : new Dictionary<string, JsonElement>(),
        State.LastResult ?? EngineJson.Null,
        new JavaScriptInstance(instance.Value, State.Name, State.CorrelationId, State.DefinitionId, State.VersionId, State.Version),
        arguments,
        Seed(),
        time.GetUtcNow());

    public void Apply(JavaScriptResult result)
    {
        foreach (VariableWrite write in result.Writes)
            memory.WriteOrCreate(execution, write.Name, write.Value);
        if (result.InstanceName != State.Name && result.InstanceName is not null)
            journal.Emit(new NameSet(result.InstanceName));
        if (result.CorrelationId != State.CorrelationId && result.CorrelationId is not null)
            journal.Emit(new CorrelationSet(result.CorrelationId));
    }

    private static bool Mentions(string script, string name)
        => script.Contains(name, StringComparison.OrdinalIgnoreCase) || script.Contains("variables[", StringComparison.Ordinal) || script.Contains("getVariable(", StringComparison.Ordinal);

    /// <summary>The input of the workflow that the visit is drawn in: what started the instance, or what an activity that stands for a workflow was given.</summary>
    private IReadOnlyDictionary<string, JsonElement> Inputs()
    {
        ExecutionState? scope = Owner(State.Executions[execution]);
        while (scope is not null && (scope.Owner is null || graph.Find(scope.Activity)?.Definition is null))
            scope = Owner(scope);
        return scope is null ? Declared() : new Dictionary<string, JsonElement>(scope.Inputs ?? new Dictionary<string, JsonElement>(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What started the instance, and null for what the workflow declares but was not given: a script may ask for it.</summary>
    private IReadOnlyDictionary<string, JsonElement> Declared()
    {
        if (graph.Definition.Inputs.All(input => State.Input.ContainsKey(input.Name)))
            return State.Input;
        var inputs = new Dictionary<string, JsonElement>(State.Input, StringComparer.OrdinalIgnoreCase);
        foreach (ArgumentDefinition declared in graph.Definition.Inputs)
            inputs.TryAdd(declared.Name, EngineJson.Null);
        return inputs;
    }

    private Dictionary<string, JsonElement> Outputs()
    {
        ActivityNode drawnIn = graph.Find(State.Executions[execution].Activity)!.Composite;
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string activity, IReadOnlyDictionary<string, JsonElement> values) in State.ActivityOutputs)
        {
            if (graph.Find(activity) is not { } node || node.Composite != drawnIn)
                continue;
            foreach ((string name, JsonElement value) in values)
            {
                outputs[$"{node.LocalId}.{name}"] = value;
                if (node.Name is { } alias)
                    outputs[$"{alias}.{name}"] = value;
            }
        }

        return outputs;
    }

    private ExecutionState? Owner(ExecutionState visit) => visit.Owner is { } id ? State.Executions.GetValueOrDefault(id) : null;

    /// <summary>The same for a repeated evaluation of the same visit, different for every other.</summary>
    private ulong Seed()
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in $"{instance.Value}:{execution}")
            hash = (hash ^ unit) * 1099511628211;
        return hash;
    }
}
