using Microsoft.AspNetCore.Http;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Pages;

namespace RefineWorkflows.Server.Studio;

/// <summary>The pages around Studio's elements.</summary>
internal sealed class StudioPages(StudioAccess access, bool isThere)
{
    /// <summary>A page with one of Studio's elements, or what stands in its way.</summary>
    /// <param name="context">The request.</param>
    /// <param name="find">Looks for what is shown, null when there is no such thing; asked only for somebody who may know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IResult> ShowAsync(HttpContext context, Func<Task<StudioView?>> find, CancellationToken cancellationToken)
    {
        if (!isThere)
        {
            return PageFiles.Notice(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Studio is not here",
                "The build could not fetch the package @elsa-workflows/elsa-studio-wasm. Run npm ci in the folder studio/, build again and restart. Everything else works without it.");
        }

        if (await access.PageKeyAsync(context, cancellationToken) is not { } key)
            return PageFiles.LogInNotice(context);
        if (await find() is not { } view)
            return PageFiles.Notice(context, StatusCodes.Status404NotFound, "There is no such thing here", "It was deleted, or the address is wrong. The lists have what is there.");
        return PageFiles.Page(context, StatusCodes.Status200OK, "studio.html", new()
        {
            ["title"] = view.Title,
            ["tag"] = view.Tag,
            ["section"] = view.Section,
            ["key"] = key,
            ["definitionId"] = view.DefinitionId,
            ["instanceId"] = view.InstanceId,
        });
    }
}
