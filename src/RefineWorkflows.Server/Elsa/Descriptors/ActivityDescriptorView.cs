using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Server.Elsa.Definitions;

namespace RefineWorkflows.Server.Elsa.Descriptors;

/// <summary>Activity types as Studio's palette and property panels read them.</summary>
internal static class ActivityDescriptorView
{
    public static JsonObject Of(ActivityDescriptor descriptor) => new()
    {
        ["typeName"] = descriptor.TypeName,
        ["namespace"] = descriptor.TypeName.Contains('.', StringComparison.Ordinal) ? descriptor.TypeName[..descriptor.TypeName.LastIndexOf('.')] : "",
        ["name"] = descriptor.Name,
        ["version"] = descriptor.Text.Version,
        ["category"] = descriptor.Text.Category,
        ["displayName"] = descriptor.Text.DisplayName ?? Words(descriptor.Name),
        ["description"] = descriptor.Text.Description,
        ["kind"] = descriptor.Text.IsTrigger ? "Trigger" : descriptor.Text.IsTask || typeof(ExternalActivity).IsAssignableFrom(descriptor.ClrType) ? "Task" : "Action",
        ["runAsynchronously"] = false,
        ["inputs"] = new JsonArray([.. descriptor.Inputs.Select((input, order) => Input(input, order))]),
        ["outputs"] = new JsonArray([.. descriptor.Outputs.Select((output, order) => Output(output, order))]),
        ["ports"] = new JsonArray([.. descriptor.Ports.Select(port => Port(port.Name, "Embedded", true)), .. descriptor.Text.HiddenPorts.Select(port => Port(port, "Embedded", false)), .. descriptor.Text.Outcomes.Select(outcome => Port(outcome, "Flow", true))]),
        ["customProperties"] = new JsonObject(),
        ["constructionProperties"] = new JsonObject(),
        ["isContainer"] = descriptor.TypeName is "Elsa.Flowchart" or "Elsa.Sequence" or "Elsa.Workflow",
        ["isBrowsable"] = descriptor.Text.IsBrowsable,
        ["isStart"] = descriptor.Text.IsStart,
        ["isTerminal"] = descriptor.Text.IsTerminal,
    };

    /// <summary>A published workflow as an activity. Without the port to its root, opening it in the viewer fails.</summary>
    public static JsonObject Of(UsableWorkflow workflow)
    {
        WorkflowDefinition definition = workflow.Definition;
        var identity = new JsonObject { ["WorkflowDefinitionId"] = workflow.Stored.DefinitionId, ["WorkflowDefinitionVersionId"] = workflow.Stored.VersionId };
        JsonObject construction = identity.DeepClone().AsObject();
        construction["Version"] = workflow.Stored.Version;
        identity["RootType"] = "WorkflowDefinitionActivity";
        return new JsonObject
        {
            ["typeName"] = workflow.TypeName,
            ["namespace"] = "",
            ["name"] = workflow.TypeName,
            ["version"] = workflow.Stored.Version,
            ["category"] = Category(definition),
            ["displayName"] = workflow.Stored.Name,
            ["description"] = definition.Description,
            ["kind"] = "Action",
            ["runAsynchronously"] = false,
            ["inputs"] = new JsonArray([.. definition.Inputs.Select((input, order) => Synthetic(input, order, isInput: true))]),
            ["outputs"] = new JsonArray([.. definition.Outputs.Select((output, order) => Synthetic(output, order, isInput: false))]),
            ["ports"] = new JsonArray([Port("Root", "Embedded", false), .. definition.Outcomes.Select(outcome => Port(outcome, "Flow", true))]),
            ["customProperties"] = identity,
            ["constructionProperties"] = construction,
            ["isContainer"] = false,
            ["isBrowsable"] = true,
            ["isStart"] = false,
            ["isTerminal"] = false,
        };
    }

    /// <summary>What stands on the canvas for a type that this server does not know.</summary>
    public static JsonObject NotFound() => new()
    {
        ["typeName"] = "Elsa.NotFoundActivity",
        ["namespace"] = "Elsa",
        ["name"] = "NotFoundActivity",
        ["version"] = 1,
        ["category"] = "System",
        ["displayName"] = "Not Found",
        ["description"] = "Stands for an activity whose type is not known here.",
        ["kind"] = "Action",
        ["runAsynchronously"] = false,
        ["inputs"] = new JsonArray(),
        ["outputs"] = new JsonArray(),
        ["ports"] = new JsonArray(),
        ["customProperties"] = new JsonObject(),
        ["constructionProperties"] = new JsonObject(),
        ["isContainer"] = false,
        ["isBrowsable"] = false,
        ["isStart"] = false,
        ["isTerminal"] = false,
    };

    private static JsonObject Input(InputDescriptor input, int order)
    {
        (string hint, JsonObject specifications) = Editor(input);
        return new JsonObject
        {
            ["name"] = input.Name,
            ["typeName"] = VariableTypes.AliasOf(input.ValueType),
            ["displayName"] = input.Text.DisplayName ?? Words(input.Name),
            ["description"] = input.Text.Description,
            ["order"] = order,
            ["isBrowsable"] = true,
            ["isSerializable"] = true,
            ["isSynthetic"] = false,
            ["isWrapped"] = input.IsWrapped,
            ["uiHint"] = hint,
            ["category"] = input.Text.Category,
            ["defaultValue"] = Default(input.Default),
            ["defaultSyntax"] = input.Text.DefaultSyntax,
            ["isReadOnly"] = false,
            ["isSensitive"] = input.Text.IsSecret,
            ["storageDriverType"] = null,
            ["autoEvaluate"] = input.Text.AutoEvaluate,
            ["uiSpecifications"] = specifications,
        };
    }

    private static JsonObject Output(OutputDescriptor output, int order) => new()
    {
        ["name"] = output.Name,
        ["typeName"] = VariableTypes.AliasOf(output.ValueType),
        ["displayName"] = Words(output.Name),
        ["description"] = output.Text.Description,
        ["order"] = order,
        ["isBrowsable"] = true,
        ["isSerializable"] = null,
        ["isSynthetic"] = false,
    };

    private static JsonObject Synthetic(ArgumentDefinition argument, int order, bool isInput)
    {
        var json = new JsonObject
        {
            ["name"] = argument.Name,
            ["typeName"] = argument.IsArray ? $"{argument.TypeName}[]" : argument.TypeName,
            ["displayName"] = argument.DisplayName,
            ["description"] = argument.Description,
            ["order"] = order,
            ["isBrowsable"] = true,
            ["isSerializable"] = true,
            ["isSynthetic"] = true,
        };
        if (isInput)
        {
            json["isWrapped"] = true;
            json["uiHint"] = argument.TypeName == "Boolean" ? "checkbox" : "singleline";
            json["defaultSyntax"] = "Literal";
            json["isReadOnly"] = false;
            json["isSensitive"] = false;
            json["autoEvaluate"] = true;
            json["uiSpecifications"] = new JsonObject();
        }

        return json;
    }

    private static (string Hint, JsonObject Specifications) Editor(InputDescriptor input)
    {
        Type type = Nullable.GetUnderlyingType(input.ValueType) ?? input.ValueType;
        IReadOnlyList<string> choices = input.Choices.Count > 0 ? input.Choices : type.IsEnum ? Enum.GetNames(type) : [];
        string hint = input.Text.UIHint ?? Hint(type);
        JsonObject specifications = hint switch
        {
            "dropdown" => new() { ["dropdown"] = new JsonObject { ["selectList"] = Items(choices), ["providerName"] = null } },
            "checklist" => new() { ["checklist"] = new JsonObject { ["checkList"] = Items(choices) } },
            "radiolist" => new() { ["radiolist"] = new JsonObject { ["radioList"] = Items(choices) } },
            // Studio reads the height as a number here: 0 is its usual one, 1 the large one.
            "code-editor" => new() { ["code-editor"] = new JsonObject { ["editorHeight"] = 1, ["language"] = input.Text.DefaultSyntax == "JavaScript" ? "javascript" : "json" } },
            "json-editor" => new() { ["code-editor"] = new JsonObject { ["editorHeight"] = 0, ["language"] = "json" } },
            _ => [],
        };
        return (hint, specifications);
    }

    private static string Hint(Type type)
        => type == typeof(bool) ? "checkbox"
            : type.IsEnum ? "dropdown"
            : type == typeof(JsonElement) ? "singleline"
            : type != typeof(string) && typeof(IDictionary).IsAssignableFrom(type) ? "json-editor"
            : type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) ? "multitext"
            : "singleline";

    private static JsonObject Items(IReadOnlyList<string> choices) => new()
    {
        ["items"] = new JsonArray([.. choices.Select(choice => new JsonObject { ["text"] = Words(choice), ["value"] = choice })]),
        ["isFlagsEnum"] = false,
        ["sortItems"] = false,
    };

    private static JsonNode? Default(object? value) => value switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        bool flag => flag ? "True" : "False",
        string text => text,
        Enum choice => choice.ToString(),
        TimeSpan time => time.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        ICollection { Count: 0 } => null,
        _ => JsonSerializer.Serialize(value, ElsaJson.Options),
    };

    private static JsonObject Port(string name, string type, bool isBrowsable) => new() { ["name"] = name, ["displayName"] = name, ["type"] = type, ["isBrowsable"] = isBrowsable };

    private static string Category(WorkflowDefinition definition)
        => definition.Json.TryGetProperty("options", out JsonElement options) && options.TryGetProperty("activityCategory", out JsonElement category) && category.ValueKind == JsonValueKind.String && category.GetString() is { Length: > 0 } name
            ? name
            : "Workflows";

    /// <summary>A name in Pascal case as words: <c>GenerateImage</c> becomes <c>Generate Image</c>.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1]))))
                words.Append(' ');
            words.Append(name[i]);
        }

        return words.ToString();
    }
}
