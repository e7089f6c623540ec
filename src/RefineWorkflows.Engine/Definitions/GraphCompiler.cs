using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Activities.Composition;
using RefineWorkflows.Engine.Activities.ControlFlow;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>Turns a definition into its graph, once per version, or says everything that is wrong with it.</summary>
public sealed class GraphCompiler
{
    /// <summary>The id that Elsa gives the workflow itself.</summary>
    internal const string WorkflowId = "Workflow1";

    private const int MostActivities = 20_000;

    private readonly ActivityRegistry registry;
    private readonly List<DefinitionProblem> problems = [];
    private readonly Dictionary<string, string> pathOfId = new(StringComparer.Ordinal);

    private readonly UsedWorkflows used;
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    private GraphCompiler(ActivityRegistry registry, UsedWorkflows used)
    {
        this.registry = registry;
        this.used = used;
    }

    /// <param name="definition">What to compile.</param>
    /// <param name="registry">The activities it may use.</param>
    /// <param name="source">The file or other place it came from, for errors.</param>
    /// <exception cref="DefinitionException">Something in it cannot run: an unknown activity, a wrong connection, a broken expression.</exception>
    public static WorkflowGraph Compile(WorkflowDefinition definition, ActivityRegistry registry, string source)
        => Compile(definition, registry, UsedWorkflows.None, source);

    internal static WorkflowGraph Compile(WorkflowDefinition definition, ActivityRegistry registry, UsedWorkflows used, string source)
    {
        var compiler = new GraphCompiler(registry, used);
        compiler.open.Add(definition.DefinitionId);
        var workflow = new ActivityNode(WorkflowId, "Elsa.Workflow", 1, null, null, "$", definition.Json) { Variables = definition.Variables, Definition = definition };
        compiler.pathOfId[WorkflowId] = "$";
        var children = new List<ActivityNode>();
        workflow.Activity = new Workflow { Node = workflow };
        workflow.Activity.Bind(new ActivityBinding(compiler, workflow, new JsonMembers(definition.Json, "$", compiler.problems), children));
        workflow.Children = children;
        if (children.Count > 0)
            CheckReferences(workflow, compiler.problems);

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
        ActivityDescriptor? descriptor = registry.Find(type);
        WorkflowDefinition? workflow = descriptor is null ? used.Find(WorkflowUse.Of(json)) : null;
        if (descriptor is null && workflow is null)
        {
            if (type == "Elsa.NotFoundActivity" && members.Text("missingTypeName") is { Length: > 0 } missing)
                type = missing;
            string hint = members.Text(WorkflowUse.DefinitionIdMember) is { Length: > 0 } missingWorkflow
                ? $" It stands for workflow '{missingWorkflow}', which is not here; import that one first."
                : registry.Suggest(type) is { } meant ? $" Did you mean '{meant}'?" : "";
            problems.Add(new($"{path}.type", $"unknown activity '{type}' (id '{id}').{hint}"));
            return null;
        }

        var node = new ActivityNode(id, type, members.Number("version") ?? 1, members.Text("name"), parent, path, json)
        {
            Variables = workflow?.Variables ?? members.List("variables", DefinitionReader.Variable),
            CanStartWorkflow = Flag(members, "canStartWorkflow"),
            RunAsynchronously = Flag(members, "runAsynchronously"),
            IsTerminal = descriptor?.Text.IsTerminal ?? false,
            IsStart = descriptor?.Text.IsStart ?? false,
            Definition = workflow,
        };
        if (pathOfId.Count >= MostActivities)
        {
            if (pathOfId.Count == MostActivities && pathOfId.TryAdd("", path))
                problems.Add(new(path, $"with the workflows that it uses, the definition has more than {MostActivities} activities; run some of them as instances of their own by Elsa.ExecuteWorkflow"));
            return null;
        }

        if (!pathOfId.TryAdd(node.Id, path))
        {
            problems.Add(new($"{path}.id", $"'{id}' is also the id of {pathOfId[node.Id]}; ids are unique in a definition"));
            return null;
        }

        if (descriptor is not null)
            Bind(node, descriptor, members);
        else if (!BindWorkflow(node, workflow!, members))
            return null;
        return node;
    }

    /// <summary>The root of the workflow that an activity stands for.</summary>
    internal ActivityNode? CompileInner(ActivityNode node) => Compile(node.Definition!.Json.GetProperty("root"), $"{node.Path}.root", node);

    /// <summary>Makes an activity of a workflow: its arguments become inputs and outputs, its root the only child.</summary>
    private bool BindWorkflow(ActivityNode node, WorkflowDefinition workflow, JsonMembers members)
    {
        if (!open.Add(workflow.DefinitionId))
        {
            problems.Add(new($"{node.Path}.type", $"the workflow '{workflow.Name}' would contain itself"));
            return false;
        }

        node.Inputs = [.. workflow.Inputs.Select(argument => BindInput(new Input<JsonElement>(EngineJson.Null), argument.Name, Member(node, argument.Name), false, node, members.Path))];
        node.AutoInputs = node.Inputs;
        node.Outputs = [.. workflow.Outputs.Select(argument => BindOutput(new Output<JsonElement>(), argument.Name, Member(node, argument.Name), node))];
        var activity = new WorkflowActivity { Node = node };
        node.Activity = activity;
        var children = new List<ActivityNode>();
        activity.Bind(new ActivityBinding(this, node, members, children));
        node.Children = children;
        open.Remove(workflow.DefinitionId);
        return children.Count > 0;
    }

    /// <summary>The member that holds an argument of a workflow: its name in camel case, or as it is.</summary>
    private static string Member(ActivityNode node, string name)
        => char.ToLowerInvariant(name[0]) + name[1..] is var camel && node.Json.TryGetProperty(camel, out _) ? camel : name;

    private void Bind(ActivityNode node, ActivityDescriptor descriptor, JsonMembers members)
    {
        Activity activity = descriptor.Make();
        activity.Node = node;
        node.Activity = activity;
        node.Inputs = [.. descriptor.Inputs.Where(input => input.IsWrapped).Select(input => BindInput((Input)input.Property.GetValue(activity)!, input.Name, input.Member, input.Text.UIHint == "dictionary", node, members.Path))];
        foreach ((Input input, InputDescriptor described) in node.Inputs.Zip(descriptor.Inputs.Where(input => input.IsWrapped)))
            input.IsSecret = described.Text.IsSecret;
        List<Input> beforehand = [.. node.Inputs.Zip(descriptor.Inputs.Where(input => input.IsWrapped)).Where(pair => pair.Second.Text.AutoEvaluate).Select(pair => pair.First)];
        node.AutoInputs = [.. beforehand.Where(input => !input.IsSecret)];
        node.SecretInputs = [.. beforehand.Where(input => input is { IsSecret: true, Expression: not null })];
        node.Outputs = [.. descriptor.Outputs.Select(output => BindOutput((Output)output.Property.GetValue(activity)!, output.Name, output.Member, node))];
        foreach (InputDescriptor plain in descriptor.Inputs.Where(input => !input.IsWrapped && input.Property.CanWrite))
            BindPlain(activity, plain, node, members.Path);

        var children = new List<ActivityNode>();
        var binding = new ActivityBinding(this, node, members, children);
        foreach (System.Reflection.PropertyInfo port in descriptor.Ports)
            port.SetValue(activity, binding.Child(char.ToLowerInvariant(port.Name[0]) + port.Name[1..]));
        activity.Bind(binding);
        node.Children = children;
    }

    /// <summary>Reads an input. The property's own object carries the default; it belongs to this node alone, because the activity was made for it.</summary>
    private Input BindInput(Input input, string name, string member, bool isDictionary, ActivityNode node, string path)
    {
        input.Name = name;
        if (node.Json.TryGetProperty(member, out JsonElement json) && !json.IsNull())
        {
            string place = $"{path}.{member}";
            if (json.ValueKind != JsonValueKind.Object)
                input.Expression = Expression.Literal(json);
            else if (json.TryGetProperty("expression", out JsonElement expression))
                input.Expression = isDictionary ? ExpressionReader.ReadDictionary(expression, $"{place}.expression", problems) : ExpressionReader.Read(expression, $"{place}.expression", problems);
            if (input.Expression is { Kind: ExpressionKind.Dictionary } table)
                node.Expressions.AddRange(table.Members.Select(one => ($"{place}.expression.value.{one.Key}", one.Value)));
            else if (input.Expression is not null)
                node.Expressions.Add(($"{place}.expression", input.Expression));
        }

        return input;
    }

    private static Output BindOutput(Output output, string name, string member, ActivityNode node)
    {
        output.Name = name;
        if (node.Json.TryGetProperty(member, out JsonElement json) && json.ValueKind == JsonValueKind.Object
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
    private static void CheckReferences(ActivityNode workflow, List<DefinitionProblem> problems)
    {
        foreach (IGrouping<ActivityNode, ActivityNode> drawing in workflow.SelfAndDescendants().GroupBy(node => node.Composite))
        {
            WorkflowDefinition definition = drawing.Key.Definition!;
            HashSet<string> inputs = new(definition.Inputs.Select(input => input.Name), StringComparer.OrdinalIgnoreCase);
            HashSet<string> known = [.. inputs, .. drawing.Prepend(drawing.Key).SelectMany(node => node.Variables).SelectMany(variable => new[] { variable.Id, variable.Name })];
            foreach ((string path, Expression expression) in drawing.SelectMany(node => node.Expressions))
            {
                if (expression.Kind == ExpressionKind.Variable && !known.Contains(expression.Text) && !IsMadeWhileRunning(expression.Text))
                    problems.Add(new($"{path}.value", $"no variable has the id '{expression.Text}'"));
                if (expression.Kind == ExpressionKind.Input && !inputs.Contains(expression.Text))
                    problems.Add(new($"{path}.value", $"the workflow declares no input '{expression.Text}'"));
            }
        }
    }

    private static bool IsMadeWhileRunning(string name) => name is "CurrentValue" or "CurrentIndex" or "ChildInstanceId" or "ChildOutput";

    private static bool Flag(JsonMembers members, string name) => members.Flag(name) ?? members.Object("customProperties").Flag(name) ?? false;
}
