using System.IO.Compression;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Definitions;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Instances as files, out and in.</summary>
internal static class InstanceFileEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench, InstanceReader reader, InstanceFile files)
    {
        var import = new InstanceImport(workbench.Store, workbench.Store, TimeProvider.System);
        api.MapGet("/workflow-instances/{id}/export", async (string id, CancellationToken cancellationToken) =>
            await reader.FindAsync(id, cancellationToken) is { } found
                ? Results.File(await files.WriteAsync(found, cancellationToken), MediaTypeNames.Application.Json, InstanceFile.NameOf(found.Header.Id))
                : Results.NotFound());
        api.MapPost("/bulk-actions/export/workflow-instances", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            byte[]? zip = await ZipAsync(InstanceActionEndpoints.NeededIds(await ElsaBody.ReadObjectAsync(request, cancellationToken)), reader, files, cancellationToken);
            return zip is null ? Results.NoContent() : Results.File(zip, MediaTypeNames.Application.Zip, "workflow-instances.zip");
        }).RequireScope(AccessScope.Read);
        api.MapPost("/bulk-actions/import/workflow-instances", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            int imported = await ImportAsync(request, import, cancellationToken);
            // Studio reads the one, Elsa's own clients the other.
            return Results.Json(new { imported, count = imported }, ElsaJson.Options);
        });
    }

    private static async Task<byte[]?> ZipAsync(IReadOnlyList<string> ids, InstanceReader reader, InstanceFile files, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        bool any = false;
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string id in ids)
            {
                if (await reader.FindAsync(id, cancellationToken) is not { } found)
                    continue;
                await using Stream entry = zip.CreateEntry(InstanceFile.NameOf(found.Header.Id)).Open();
                await entry.WriteAsync(await files.WriteAsync(found, cancellationToken), cancellationToken);
                any = true;
            }
        }

        return any ? content.ToArray() : null;
    }

    private static async Task<int> ImportAsync(HttpRequest request, InstanceImport import, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw new ElsaRequestException("Send the files as multipart/form-data in the field 'files'.");
        // All files are read before anything is stored.
        var read = new List<(InstanceId Instance, IReadOnlyList<EncodedEntry> Journal)>();
        foreach (IFormFile file in (await request.ReadFormAsync(cancellationToken)).Files)
        {
            await using Stream content = file.OpenReadStream();
            foreach (JsonObject one in await DefinitionFiles.ReadAsync(file.FileName, content, cancellationToken))
                read.Add(InstanceFile.Read(one));
        }

        int imported = 0;
        foreach ((InstanceId instance, IReadOnlyList<EncodedEntry> journal) in read)
        {
            try
            {
                imported += await import.ImportAsync(instance, journal, cancellationToken) ? 1 : 0;
            }
            catch (WorkflowException problem)
            {
                throw new ElsaRequestException($"Instance {instance}: {problem.Message} {imported} before it were brought in.");
            }
        }

        return imported;
    }
}
