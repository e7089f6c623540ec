using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Api;

/// <summary>Pictures that people bring for runs to name.</summary>
internal static class PicturesEndpoints
{
    /// <summary>Under what the server itself takes.</summary>
    private const int LargestUpload = 25 << 20;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        PictureShelf shelf = workbench.Artifacts.Pictures;
        int most = (int)Math.Min(workbench.Settings.Images.Bytes, LargestUpload);
        RouteGroupBuilder group = routes.MapGroup("/api/v1/pictures").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("pictures");
        group.MapGet("", () => Results.Json(new { items = shelf.List() }, ApiJson.Options));
        group.MapGet("/{name}", (string name, HttpContext context) =>
        {
            if (shelf.Find(name) is not { } file)
                return Results.Problem($"There is no picture '{name}' on the shelf.", statusCode: StatusCodes.Status404NotFound);
            context.Response.Headers.XContentTypeOptions = "nosniff";
            // The name is the content's: what it names never changes.
            context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
            return Results.File(file, "image/png");
        });
        group.MapPost("", async (HttpContext context, CancellationToken cancellationToken) =>
        {
            if (await BoundedBody.ReadAsync(context.Request, most, cancellationToken) is not { } body)
                return Results.Problem($"The picture is larger than {most} bytes. Make it smaller, or bring it by refine pictures add.", statusCode: StatusCodes.Status413PayloadTooLarge);
            try
            {
                ShelvedPicture picture = await shelf.AddAsync(body, cancellationToken);
                return Results.Json(picture, ApiJson.Options, statusCode: StatusCodes.Status201Created);
            }
            catch (ImagingException refused)
            {
                return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
            }
        });
    }
}
