using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Elsa.Scripting;

/// <summary>What Studio's script editor asks for.</summary>
internal static class ScriptingEndpoints
{
    public static void Map(RouteGroupBuilder api, IDefinitionStore store)
        => api.MapPost("/scripting/javascript/type-definitions/{definitionId}", async (string definitionId, HttpRequest request, CancellationToken cancellationToken) =>
        {
            JsonObject body = await ElsaBody.ReadObjectAsync(request, cancellationToken);
            if (await store.FindLatestAsync(definitionId, cancellationToken) is not { } stored)
                return Results.NotFound();
            string? activityType = body["activityTypeName"] is JsonValue value && value.TryGetValue(out string? type) ? type : null;
            return Results.Text(ScriptDeclarations.Of(DefinitionReader.Read(stored.Json, definitionId), activityType), "application/x-typescript", Encoding.UTF8);
        }).RequireScope(AccessScope.Read);
}
