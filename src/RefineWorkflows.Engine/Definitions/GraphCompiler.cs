using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Activities.ControlFlow;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>Turns a definition into its graph, once per version, or says everything that is wrong with it.</summary>
public sealed class GraphCompiler
{
    /// <summary>The id that Elsa gives the workflow itself.</summary>
    internal const string WorkflowId = "Workflow1";

    private readonly ActivityRegistry registry;
    private readonly List<DefinitionProblem> problems = [];
    private readonly Dictionary<string, string> pathOfId = new(StringComparer.Ordinal);

    private GraphCompiler(ActivityRegistry registry) => this.registry = registry;

    /// <param name="definition">What to compile.</param>
    /// <param name="registry">The activities it may use.</param>
    /// <param name="source">The file or other place it came from, for errors.</param>
    /// <exception cref="DefinitionException">Something in it cannot run: an unknown activity, a wrong connection, a broken expression.</exception>
    public static WorkflowGraph Compile(WorkflowDefinition definition, ActivityRegistry registry, string source)
    {
        var compiler = new GraphCompiler(registry);
        var workflow = new ActivityNode(WorkflowId, "Elsa.Workflow", 1, null, null, "$", definition.Json) { Variables = definition.Variables };
        compiler.pathOfId[WorkflowId] = "$";
        ActivityNode? root = compiler.Compile(definition.Json.GetProperty("root"), "$.root", workflow);
        if (root is not null)
        {
            workflow.Children = [root];
            workflow.Activity = new Workflow(root) { Node = workflow };
            compiler.CheckReferences(definition, workflow);
        }

        return compiler.problems.Count == 0 ? new WorkflowGraph(definition, workflow) : throw new DefinitionException(source, compiler.problems);
    }

    internal ActivityNode? Compile(JsonElement json, string path, ActivityNode parent)
    {
        var members = new JsonMembers(json, path, problems);
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new(path, "expected an activity"));
            return null;
        }

        string type = members.RequiredText("type", "every activity has a type, for example Elsa.WriteLine");
        string id = members.RequiredText("id", "every activity has an id that is unique in the definition");
        if (type.Length == 0 || id.Length == 0)
            return null;
        if (!pathOfId.TryAdd(id, path))
        {
            problems.Add(new($"{path}.id", $"'{id}' is also the id of {pathOfId[id]}; ids are unique in a definition"));
            return null;
        }

        if (registry.Find(type) is not { } descriptor)
        {
            string hint = registry.Suggest(type) is { } meant ? $" Did you mean '{meant}'?" : "";
            problems.Add(new($"{path}.type", $"unknown activity '{type}' (id '{id}').{hint}"));
            return null;
        }

        var node = new ActivityNode(id, type, members.Number("version") ?? 1, members.Text("name"), parent, path, json)
        {
            Variables = members.List("variables", DefinitionReader.Variable),
            CanStartWorkflow = Flag(members, "canStartWorkflow"),
            RunAsynchronously = Flag(members, "runAsynchronously"),
            IsTerminal = descriptor.Text.IsTerminal,
            IsStart = descriptor.Text.IsStart,
        };
        Bind(node, descriptor, members);
        return node;
    }

    private void Bind(ActivityNode node, ActivityDescriptor descriptor, JsonMembers members)
    {
        Activity activity = descriptor.Make();
        activity.Node = node;
        node.Activity = activity;
        node.Inputs = [.. descriptor.Inputs.Where(input => input.IsWrapped).Select(input => BindInput(activity, input, node, members.Path))];
        node.AutoInputs = [.. node.Inputs.Zip(descriptor.Inputs.Where(input => input.IsWrapped)).Where(pair => pair.Second.Text.AutoEvaluate).Select(pair => pair.First)];
        node.Outputs = [.. descriptor.Outputs.Select(output => BindOutput(activity, output, node))];
        foreach (InputDescriptor plain in descriptor.Inputs.Where(input => !input.IsWrapped && input.Property.CanWrite))
            BindPlain(activity, plain, node, members.Path);

        var children = new List<ActivityNode>();
        var binding = new ActivityBinding(this, node, members, children);
        foreach (System.Reflection.PropertyInfo port in descriptor.Ports)
            port.SetValue(activity, binding.Child(char.ToLowerInvariant(port.Name[0]) + port.Name[1..]));
        activity.Bind(binding);
        node.Children = children;
    }

    private Input BindInput(Activity activity, InputDescriptor descriptor, ActivityNode node, string path)
    {
        // The property's own object carries the default; it belongs to this node alone, because the activity was made for it.
        var input = (Input)descriptor.Property.GetValue(activity)!;
        input.Name = descriptor.Name;
        if (node.Json.TryGetProperty(descriptor.Member, out JsonElement json) && !json.IsNull())
        {
            string place = $"{path}.{descriptor.Member}";
            if (json.ValueKind != JsonValueKind.Object)
                input.Expression = Expression.Literal(json);
            else if (json.TryGetProperty("expression", out JsonElement expression))
                input.Expression = ExpressionReader.Read(expression, $"{place}.expression", problems);
        }

        return input;
    }

    private static Output BindOutput(Activity activity, OutputDescriptor descriptor, ActivityNode node)
    {
        var output = (Output)descriptor.Property.GetValue(activity)!;
        output.Name = descriptor.Name;
        if (node.Json.TryGetProperty(descriptor.Member, out JsonElement json) && json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty("memoryReference", out JsonElement reference) && reference.ValueKind == JsonValueKind.Object
            && reference.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String)
        {
            output.Target = id.GetString();
        }

        return output;
    }

    private void BindPlain(Activity activity, InputDescriptor descriptor, ActivityNode node, string path)
    {
        if (!node.Json.TryGetProperty(descriptor.Member, out JsonElement json) || json.IsNull())
            return;
        // Studio wraps some inputs that Elsa keeps plain; the literal inside is what counts.
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("expression", out JsonElement expression) && expression.TryGetProperty("value", out JsonElement literal))
            json = literal;
        try
        {
            descriptor.Property.SetValue(activity, ValueConverter.Convert(json, descriptor.ValueType));
        }
        catch (ConversionException problem)
        {
            problems.Add(new($"{path}.{descriptor.Member}", problem.Message));
        }
    }

    /// <summary>Variables that are read must exist somewhere in the definition; scopes are looked up when it runs.</summary>
    private void CheckReferences(WorkflowDefinition definition, ActivityNode workflow)
    {
        List<ActivityNode> nodes = [.. workflow.SelfAndDescendants()];
        HashSet<string> known = [.. nodes.SelectMany(node => node.Variables).SelectMany(variable => new[] { variable.Id, variable.Name })];
        HashSet<string> inputs = new(definition.Inputs.Select(input => input.Name), StringComparer.OrdinalIgnoreCase);
        foreach ((ActivityNode node, Input input) in nodes.SelectMany(node => node.Inputs.Select(input => (node, input))))
        {
            string path = $"{node.Path}.{char.ToLowerInvariant(input.Name[0])}{input.Name[1..]}.expression.value";
            if (input.Expression is { Kind: ExpressionKind.Variable } variable && !known.Contains(variable.Text) && !IsMadeWhileRunning(variable.Text))
                problems.Add(new(path, $"no variable has the id '{variable.Text}'"));
            if (input.Expression is { Kind: ExpressionKind.Input } argument && !inputs.Contains(argument.Text))
                problems.Add(new(path, $"the workflow declares no input '{argument.Text}'"));
        }
    }

    private static bool IsMadeWhileRunning(string name) => name is "CurrentValue" or "CurrentIndex";

    private static bool Flag(JsonMembers members, string name) => members.Flag(name) ?? members.Object("customProperties").Flag(name) ?? false;
}
