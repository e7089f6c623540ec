using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Instances;

namespace RefineWorkflows.Server.Web;

/// <summary>Runs faulted activities again, with other inputs where a person has mended them.</summary>
internal static class RetryEndpoints
{
    private const int MostBytes = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
        => routes.MapPost("/api/v1/instances/{id}/retry", (string id, HttpRequest request, CancellationToken cancellationToken) => RetryAsync(new InstanceId(id), request, workbench, cancellationToken))
            .RequireScope(AccessScope.Run);

    private static async Task<IResult> RetryAsync(InstanceId instance, HttpRequest request, Workbench workbench, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(request, MostBytes, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {MostBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        var wanted = new RetryRequest(null, null);
        if (body.Length > 0)
        {
            if (BodyJson.Parse(body, out string problem) is not { } json)
                return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
            try
            {
                wanted = json.Deserialize<RetryRequest>(JsonSerializerOptions.Web) ?? wanted;
            }
            catch (JsonException wrong)
            {
                return Results.Problem($"The body is no retry: {wrong.Message}", statusCode: StatusCodes.Status400BadRequest);
            }
        }

        if (await workbench.Store.FindAsync(instance, cancellationToken) is not { } header)
            return Results.Problem($"There is no workflow instance '{instance}'.", statusCode: StatusCodes.Status404NotFound);
        InstanceState state = await workbench.Client.ReadStateAsync(header.Id, cancellationToken);
        ExecutionId? execution = null;
        if (wanted.ActivityExecutionId is { Length: > 0 } visit)
        {
            if (Number(visit, instance) is not { } number || !state.Incidents.ContainsKey(number))
                return Results.Problem($"Activity execution '{visit}' of instance '{instance}' has not faulted. Its incidents name those that have.", statusCode: StatusCodes.Status409Conflict);
            execution = new ExecutionId(number);
        }
        else if (state.Incidents.Count == 0)
        {
            return Results.Problem($"Nothing of instance '{instance}' has faulted: it is {header.SubStatus}.", statusCode: StatusCodes.Status409Conflict);
        }

        Dictionary<string, JsonElement>? inputs = null;
        if (wanted.Inputs is { Count: > 0 })
        {
            WorkflowGraph graph = await workbench.Catalog.GraphAsync(state.VersionId, cancellationToken);
            List<Input> known = [.. state.Incidents.Keys.Where(number => execution is null || execution.Value.Value == number)
                .Select(number => graph.Find(state.Executions[number].Activity)).OfType<ActivityNode>().SelectMany(node => node.Inputs)];
            inputs = new(StringComparer.Ordinal);
            foreach ((string name, JsonElement value) in wanted.Inputs)
            {
                if (known.Find(input => input.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } input)
                    return Results.Problem($"What has faulted has no input '{name}'; it has {string.Join(", ", known.Select(one => one.Name).Distinct(StringComparer.Ordinal))}.", statusCode: StatusCodes.Status400BadRequest);
                if (input.IsSecret)
                    return Results.Problem($"The input '{input.Name}' is secret, and a retry would write its value into the journal. Draw it as a reference such as ${{MY_TOKEN}} and set that variable where the server starts.", statusCode: StatusCodes.Status400BadRequest);
                inputs[input.Name] = value;
            }
        }

        await workbench.Client.RetryAsync(instance, execution, inputs, cancellationToken);
        return Results.Accepted($"/elsa/api/workflow-instances/{instance}", new { id = instance.Value, retried = execution is { } one ? [ExecutionSummary.IdOf(instance, one.Value)] : state.Incidents.Keys.Select(number => ExecutionSummary.IdOf(instance, number)).ToArray() });
    }

    /// <summary>The visit that is meant: its number alone, or the id that records of executions have.</summary>
    private static long? Number(string name, InstanceId instance)
    {
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return number;
        return ExecutionSummary.TryParseId(name, out InstanceId named, out number) && named == instance ? number : null;
    }
}
