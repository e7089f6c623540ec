using System.Text;
using System.Text.RegularExpressions;
using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Server.Elsa.Scripting;

/// <summary>What a JavaScript expression of a workflow can name, as TypeScript declarations: the editor completes and checks by them.</summary>
internal static partial class ScriptDeclarations
{
    // What the expression worker installs for every script.
    private const string Everywhere = """
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activity: string, output?: string): any;
        declare function getLastResult(): any;
        declare function getWorkflowInstanceId(): string;
        declare function getWorkflowInstanceName(): string | null;
        declare function setWorkflowInstanceName(name: string): void;
        declare function getCorrelationId(): string | null;
        declare function setCorrelationId(id: string): void;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function toJson(value: any): string;
        declare function isNullOrWhiteSpace(text: string | null): boolean;
        declare function isNullOrEmpty(text: string | null): boolean;
        declare function parseGuid(text: string): string;
        declare function newGuid(): string;
        declare function newGuidString(): string;
        declare function newShortGuid(): string;
        declare function bytesToString(bytes: Uint8Array | string): string;
        declare function bytesFromString(text: string): Uint8Array;
        declare function bytesToBase64(bytes: Uint8Array): string;
        declare function bytesFromBase64(text: string): Uint8Array;
        declare function stringToBase64(text: string): string;
        declare function stringFromBase64(text: string): string;
        declare const args: { readonly [name: string]: any };

        """;

    private const string OutcomeFunctions = """
        declare function setOutcome(outcome: string): void;
        declare function setOutcomes(outcomes: string[]): void;

        """;

    /// <param name="definition">The workflow whose variables and inputs the script sees.</param>
    /// <param name="activityType">The activity that the script belongs to, or null: Run JavaScript can choose outcomes.</param>
    public static string Of(WorkflowDefinition definition, string? activityType)
    {
        var text = new StringBuilder(Everywhere);
        if (activityType == "Elsa.RunJavaScript")
            text.Append(OutcomeFunctions);
        text.Append("declare const variables: {\n");
        foreach (VariableDefinition variable in definition.Variables.Where(one => Plain().IsMatch(one.Name)))
            text.Append($"  {variable.Name}: {TypeOf(variable.TypeName, variable.IsArray)};\n");
        text.Append("  [name: string]: any;\n};\n");

        // A later name never replaces an earlier one, as in the worker.
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (VariableDefinition variable in definition.Variables)
        {
            if (Accessor(variable.Name) is not { } name || !said.Add(name))
                continue;
            string type = TypeOf(variable.TypeName, variable.IsArray);
            text.Append($"declare function get{name}(): {type};\ndeclare function set{name}(value: {type}): void;\n");
        }

        foreach (ArgumentDefinition input in definition.Inputs)
        {
            if (Accessor(input.Name) is { } name && said.Add(name))
                text.Append($"declare function get{name}(): {TypeOf(input.TypeName, input.IsArray)};\n");
        }

        return text.ToString();
    }

    // As the worker does: a letter after a space, _ or - is large, and the first one too.
    private static string? Accessor(string name)
    {
        string joined = Word().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());
        return Plain().IsMatch(joined) ? joined : null;
    }

    private static string TypeOf(string typeName, bool isArray)
    {
        string type = typeName.TrimEnd('?') switch
        {
            "String" or "Guid" or "TimeSpan" or "DateTime" or "DateTimeOffset" => "string",
            "Boolean" => "boolean",
            "Int16" or "Int32" or "Int64" or "Single" or "Double" or "Decimal" => "number",
            "ByteArray" => "Uint8Array",
            "StringDictionary" or "StringMap" => "{ [name: string]: string }",
            _ => "any",
        };
        return isArray ? $"{(type.StartsWith('{') ? $"({type})" : type)}[]" : type;
    }

    [GeneratedRegex(@"(?:[ _-]+|^)(\p{L})")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{Nd}_$]*$")]
    private static partial Regex Plain();
}
