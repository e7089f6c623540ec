using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Instances;

namespace RefineWorkflows.Server.Web;

/// <summary>Runs faulted activities again, with other inputs where a person has mended them.</summary>
internal static class RetryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
        => routes.MapPost("/api/v1/instances/{id}/retry", (string id, HttpRequest request, CancellationToken cancellationToken) => RetryAsync(new InstanceId(id), request, workbench, cancellationToken))
            .RequireScope(AccessScope.Run);

    private static async Task<IResult> RetryAsync(InstanceId instance, HttpRequest request, Workbench workbench, CancellationToken cancellationToken)
    {
        RetryRequest wanted;
        try
        {
            wanted = request.ContentLength is null or 0 ? new RetryRequest(null, null) : (await JsonSerializer.DeserializeAsync<RetryRequest>(request.Body, JsonSerializerOptions.Web, cancellationToken))!;
        }
        catch (JsonException problem)
        {
            return Results.Problem($"The body is no such JSON: {problem.Message}", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await workbench.Store.FindAsync(instance, cancellationToken) is not { } header)
            return Results.Problem($"There is no workflow instance '{instance}'.", statusCode: StatusCodes.Status404NotFound);
        InstanceState state = await workbench.Client.ReadStateAsync(header.Id, cancellationToken);
        ExecutionId? execution = null;
        if (wanted.ActivityExecutionId is { Length: > 0 } name)
        {
            if (Number(name, instance) is not { } number || !state.Incidents.ContainsKey(number))
                return Results.Problem($"Activity execution '{name}' of instance '{instance}' has not faulted. Its incidents name those that have.", statusCode: StatusCodes.Status409Conflict);
            execution = new ExecutionId(number);
        }
        else if (state.Incidents.Count == 0)
        {
            return Results.Problem($"Nothing of instance '{instance}' has faulted: it is {header.SubStatus}.", statusCode: StatusCodes.Status409Conflict);
        }

        if (wanted.Inputs is { Count: > 0 } inputs && await SecretAsync(inputs, execution, state, workbench, cancellationToken) is { } secret)
            return Results.Problem($"The input '{secret}' is secret, and a retry would write its value into the journal. Draw it as a reference such as ${{MY_TOKEN}} and set that variable where the server starts.", statusCode: StatusCodes.Status400BadRequest);
        await workbench.Client.RetryAsync(instance, execution, wanted.Inputs, cancellationToken);
        return Results.Accepted($"/elsa/api/workflow-instances/{instance}", new { id = instance.Value, retried = execution is { } one ? [ExecutionSummary.IdOf(instance, one.Value)] : state.Incidents.Keys.Select(number => ExecutionSummary.IdOf(instance, number)).ToArray() });
    }

    /// <summary>The first of these inputs that is secret in one of the visits that would get them; null when none is.</summary>
    private static async Task<string?> SecretAsync(IReadOnlyDictionary<string, JsonElement> inputs, ExecutionId? execution, InstanceState state, Workbench workbench, CancellationToken cancellationToken)
    {
        WorkflowGraph graph = await workbench.Catalog.GraphAsync(state.VersionId, cancellationToken);
        return state.Incidents.Keys.Where(number => execution is null || execution.Value.Value == number)
            .Select(number => graph.Find(state.Executions[number].Activity))
            .OfType<ActivityNode>()
            .SelectMany(node => node.Inputs.Where(input => input.IsSecret && inputs.Keys.Contains(input.Name, StringComparer.OrdinalIgnoreCase)))
            .Select(input => input.Name)
            .FirstOrDefault();
    }

    /// <summary>The visit that is meant: its number alone, or the id that records of executions have.</summary>
    private static long? Number(string name, InstanceId instance)
    {
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return number;
        return ExecutionSummary.TryParseId(name, out InstanceId named, out number) && named == instance ? number : null;
    }
}
