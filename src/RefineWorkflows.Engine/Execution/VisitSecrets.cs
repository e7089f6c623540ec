using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Engine.Execution;

/// <summary>
/// The secret inputs of the visits of one burst. They are evaluated at the last moment before they are needed, in every
/// process anew, because nothing of them is ever written.
/// </summary>
internal sealed class VisitSecrets(Func<string, string?> settings, Func<Expression, long, CancellationToken, ValueTask<JsonElement>> evaluate)
{
    private readonly Dictionary<long, SecretValues> known = [];

    /// <summary>Evaluates the secret inputs of a visit that an activity expects to be evaluated, unless this burst has.</summary>
    /// <exception cref="InputException">One of them failed.</exception>
    public async ValueTask RevealAsync(ExecutionState execution, ActivityNode node, CancellationToken cancellationToken)
    {
        if (node.SecretInputs.Count == 0 || known.ContainsKey(execution.Id))
            return;
        foreach (Input input in node.SecretInputs)
        {
            try
            {
                await RevealAsync(input, execution.Id, cancellationToken);
            }
            catch (WorkflowException problem)
            {
                // Half of them would count as all of them at the next attempt.
                known.Remove(execution.Id);
                throw new InputException(node, input.Name, problem);
            }
        }
    }

    /// <summary>Evaluates one secret input.</summary>
    public async ValueTask<JsonElement> RevealAsync(Input input, long execution, CancellationToken cancellationToken)
    {
        if (input.Expression is null)
            return EngineJson.Null;
        var parts = new List<string>();
        Expression resolved = SettingReferences.Resolve(input.Expression, settings, parts);
        JsonElement value = await evaluate(resolved, execution, cancellationToken);
        if (!known.TryGetValue(execution, out SecretValues? secrets))
            known[execution] = secrets = new SecretValues();
        secrets.Add(input.Name, value, parts);
        return value;
    }

    /// <summary>The secret inputs of a visit that were evaluated, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Of(long execution) => known.TryGetValue(execution, out SecretValues? secrets) ? secrets.Values : new Dictionary<string, JsonElement>();

    /// <summary>A visit's inputs with those that are secret.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Among(IReadOnlyDictionary<string, JsonElement>? inputs, long execution)
    {
        if (!known.TryGetValue(execution, out SecretValues? secrets))
            return inputs;
        var all = new Dictionary<string, JsonElement>(inputs ?? new Dictionary<string, JsonElement>(), StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in secrets.Values)
            all[name] = value;
        return all;
    }

    /// <summary>A text of a visit without its secrets.</summary>
    public string Scrub(long execution, string text) => known.TryGetValue(execution, out SecretValues? secrets) ? secrets.Scrub(text) : text;

    /// <inheritdoc cref="Scrub(long, string)"/>
    public JsonElement Scrub(long execution, JsonElement value) => known.TryGetValue(execution, out SecretValues? secrets) ? secrets.Scrub(value) : value;

    /// <summary>A visit is over or begins anew: whoever needs its secrets evaluates them again.</summary>
    public void Forget(long execution) => known.Remove(execution);
}
