using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Elsa.Definitions;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Elsa.Descriptors;

/// <summary>What Studio can offer while drawing: activities, expressions, variable types, strategies.</summary>
internal static class DescriptorEndpoints
{
    private const string Strategies = "Elsa.Workflows.";

    public static void Map(RouteGroupBuilder elsa, ActivityTypes types)
    {
        RouteGroupBuilder api = elsa.MapGroup("").WithEntityTag();
        JsonObject[] builtIn = [.. types.BuiltIn.Select(ActivityDescriptorView.Of)];
        api.MapGet("/descriptors/activities", async (CancellationToken cancellationToken) =>
        {
            JsonObject[] items = [.. builtIn, ActivityDescriptorView.NotFound(), .. (await types.WorkflowsAsync(cancellationToken)).Select(ActivityDescriptorView.Of)];
            return List(items);
        });
        api.MapPost("/descriptors/activities/{type}/options/{input}", (string type, string input) =>
            builtIn.FirstOrDefault(one => (string)one["typeName"]! == type)?["inputs"]!.AsArray().FirstOrDefault(one => (string)one!["name"]! == input) is { } found
                ? Results.Json(new { items = found["uiSpecifications"] }, ElsaJson.Options)
                : Results.NotFound()).RequireScope(AccessScope.Read);
        api.MapGet("/features/installed", () => List([Feature("RealTimeWorkflowUpdates", "Real-time workflow updates", "Pushes what a running workflow does to whoever watches it.")]));
        api.MapGet("/descriptors/expression-descriptors", () => List(
            Expression("Literal", "Literal", false, null),
            Expression("Object", "Object", false, "json"),
            Expression("Json", "Json", false, "json"),
            Expression("JavaScript", "JavaScript", true, "javascript"),
            Expression("Variable", "Variable", true, null),
            Expression("Input", "Input", true, null)));
        api.MapGet("/descriptors/variables", () => Results.Json(new { items = VariableTypeList.All }, ElsaJson.Options));
        api.MapGet("/descriptors/storage-drivers", () => Results.Json(new
        {
            items = new[] { new { typeName = "WorkflowInstanceStorageDriver", displayName = "Workflow Instance", priority = 5, deprecated = false } },
        }, ElsaJson.Options));
        api.MapGet("/descriptors/workflow-activation-strategies", () => List(
            Strategy("WorkflowActivationValidators.AllowAlwaysStrategy", "Always", "Every start makes an instance."),
            Strategy("WorkflowActivationValidators.SingletonStrategy", "Singleton", "Only one unfinished instance at a time."),
            Strategy("WorkflowActivationValidators.CorrelatedSingletonStrategy", "Correlated singleton", "Only one unfinished instance of this workflow for each correlation id."),
            Strategy("WorkflowActivationValidators.CorrelationStrategy", "Correlation", "Only one unfinished instance of any workflow for each correlation id.")));
        api.MapGet("/descriptors/incident-strategies", () => List(
            Strategy("IncidentStrategies.FaultStrategy", "Fault", "The first incident faults the instance."),
            Strategy("IncidentStrategies.ContinueWithIncidentsStrategy", "Continue With Incidents", "Other branches go on; the instance faults when nothing else can.")));
        api.MapGet("/descriptors/log-persistence-strategies", () => List(
            Strategy("LogPersistence.Strategies.Include", "Include", "The values are shown in execution records."),
            Strategy("LogPersistence.Strategies.Exclude", "Exclude", "The values are not shown. The journal keeps them, as recovery needs them."),
            Strategy("LogPersistence.Strategies.Inherit", "Inherit", "As the activity says, or else the workflow.")));
        api.MapGet("/descriptors/commit-strategies/workflows", () => List());
        api.MapGet("/descriptors/commit-strategies/activities", () => List());
        api.MapGet("/descriptors/output-converters", () => List());
        api.MapGet("/package/version", () => Results.Json(new { packageVersion = "3.8.2" }, ElsaJson.Options));
    }

    private static IResult List(params JsonObject[] items) => Results.Json(new { items, count = items.Length }, ElsaJson.Options);

    private static JsonObject Feature(string name, string displayName, string description) => new()
    {
        ["name"] = name, ["namespace"] = "Elsa", ["fullName"] = $"Elsa.{name}", ["displayName"] = displayName, ["description"] = description,
    };

    private static JsonObject Expression(string type, string displayName, bool isBrowsable, string? language) => new()
    {
        ["type"] = type,
        ["displayName"] = displayName,
        ["isSerializable"] = true,
        ["isBrowsable"] = isBrowsable,
        ["properties"] = language is null ? new JsonObject() : new JsonObject { ["MonacoLanguage"] = language },
    };

    private static JsonObject Strategy(string name, string displayName, string description) => new()
    {
        ["typeName"] = $"{Strategies}{name}, Elsa.Workflows.Core", ["displayName"] = displayName, ["description"] = description,
    };
}
