using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa;

/// <summary>Turns what can go wrong into the answers that Studio understands. It retries 5xx, so a deliberate refusal is never one.</summary>
internal sealed class ElsaErrors : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // An answer without a body stays without one: Elsa's clients show every body that they get.
        if (context.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        try
        {
            return await next(context);
        }
        catch (DefinitionException refused)
        {
            return Refusal([.. refused.Problems.Select(problem => problem.ToString())]);
        }
        catch (ActivationRefusedException refused)
        {
            return Refusal(refused.Message);
        }
        catch (Exception missing) when (missing is DefinitionMissingException or InstanceMissingException)
        {
            return Results.NotFound();
        }
        catch (ElsaRequestException misunderstood)
        {
            return Results.Json(new { modelBindingError = misunderstood.Message }, ElsaJson.Options, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException misunderstood)
        {
            return Results.Json(new { modelBindingError = misunderstood.Message }, ElsaJson.Options, statusCode: misunderstood.StatusCode);
        }
    }

    /// <summary>Every sentence becomes a message in Studio.</summary>
    public static IResult Refusal(params string[] sentences) => Results.Json(
        new { statusCode = StatusCodes.Status400BadRequest, message = "One or more errors occurred!", errors = new { generalErrors = sentences } },
        ElsaJson.Options,
        statusCode: StatusCodes.Status400BadRequest);
}
