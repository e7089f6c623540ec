using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Engine.Execution;

/// <summary>
/// Variables of one instance as a visit sees them: from itself through its containers up to the workflow that it is
/// drawn in, nearest first. A declared variable that was never written has its declared default, so declaring costs no entry.
/// </summary>
internal sealed class InstanceMemory(WorkflowGraph graph, BurstJournal journal)
{
    private InstanceState State => journal.State;

    /// <summary>The value of the variable with this id, or else this name; null when there is none in sight.</summary>
    public JsonElement? Read(long? execution, string idOrName)
    {
        foreach ((ExecutionState scope, ActivityNode? node) in ScopesFrom(execution))
        {
            if (scope.Variables is { } written)
            {
                if (written.TryGetValue(idOrName, out VariableState? byId))
                    return byId.Value;
                if (written.Values.FirstOrDefault(one => one.Name == idOrName) is { } byName)
                    return byName.Value;
            }

            if (Declared(node, idOrName) is { } declared)
                return Default(declared);
        }

        return null;
    }

    /// <summary>Writes the variable with this id or name, converted to its declared type.</summary>
    /// <returns>False when there is none in sight; nothing was written.</returns>
    public bool Write(long? execution, string idOrName, JsonElement value)
    {
        foreach ((ExecutionState scope, ActivityNode? node) in ScopesFrom(execution, toWrite: true))
        {
            if (Declared(node, idOrName) is { } declared)
            {
                journal.Emit(new VariableWritten(new(scope.Id), declared.Id, declared.Name, VariableTypes.Normalise(value, declared.TypeName, declared.IsArray)));
                return true;
            }

            if (scope.Variables is not null && scope.Variables.TryGetValue(idOrName, out VariableState? known))
            {
                journal.Emit(new VariableWritten(new(scope.Id), idOrName, known.Name, value));
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the variable with this name, making one in the nearest container when there is none.</summary>
    public void WriteOrCreate(long? execution, string name, JsonElement value)
    {
        if (Write(execution, name, value))
            return;
        long scope = ScopesFrom(execution).Skip(1).Select(pair => pair.Scope.Id).FirstOrDefault(1);
        journal.Emit(new VariableWritten(new(scope), name, name, value));
    }

    /// <summary>All variables in sight by name, the nearest of each name.</summary>
    public Dictionary<string, JsonElement> Visible(long? execution)
    {
        var visible = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((ExecutionState scope, ActivityNode? node) in ScopesFrom(execution))
        {
            foreach (VariableState written in scope.Variables?.Values.AsEnumerable() ?? [])
                visible.TryAdd(written.Name, written.Value);
            foreach (VariableDefinition declared in node?.Variables ?? [])
                visible.TryAdd(declared.Name, Default(declared));
        }

        return visible;
    }

    private IEnumerable<(ExecutionState Scope, ActivityNode? Node)> ScopesFrom(long? execution, bool toWrite = false)
    {
        long? from = execution;
        while (execution is { } id && State.Executions.TryGetValue(id, out ExecutionState? scope))
        {
            ActivityNode? node = graph.Find(scope.Activity);
            if (node?.Definition is null)
            {
                yield return (scope, node);
            }
            else if (id != from || scope.Owner is null)
            {
                // A workflow that is used as an activity sees nothing of what is around it.
                yield return (scope, node);
                yield break;
            }
            else if (!toWrite)
            {
                // Seen from outside it is an activity like any other: what it declares is its own, what it was given can be read.
                yield return (scope, null);
            }

            execution = scope.Owner;
        }
    }

    private static VariableDefinition? Declared(ActivityNode? node, string idOrName)
        => node?.Variables.FirstOrDefault(one => one.Id == idOrName) ?? node?.Variables.FirstOrDefault(one => one.Name == idOrName);

    private static JsonElement Default(VariableDefinition declared) => VariableTypes.Normalise(declared.Default, declared.TypeName, declared.IsArray);
}
