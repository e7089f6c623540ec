using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>The journal as people read it.</summary>
internal static class JournalEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench, InstanceReader instances)
    {
        api.MapPost("/workflow-instances/{id}/journal", async (string id, HttpRequest request, CancellationToken cancellationToken) =>
            await ReadAsync(id, request, (await ElsaBody.ReadAsync<JournalRequest>(request, cancellationToken)).Filter, workbench, instances, cancellationToken)).RequireScope(AccessScope.Read);
        api.MapGet("/workflow-instances/{id}/journal", (string id, HttpRequest request, CancellationToken cancellationToken) =>
            ReadAsync(id, request, null, workbench, instances, cancellationToken));
    }

    private static async Task<IResult> ReadAsync(string id, HttpRequest request, JournalFilter? filter, Workbench workbench, InstanceReader instances, CancellationToken cancellationToken)
    {
        int skip = ExecutionEndpoints.Number(request, "skip", 0);
        int take = ExecutionEndpoints.Number(request, "take", int.MaxValue);
        if (await instances.FindAsync(id, cancellationToken) is not { } found)
            return Results.NotFound();
        Func<LogLine, bool> wanted = (filter ?? new JournalFilter()).On(found.Drawing);
        (List<LogView> items, int totalCount) = await workbench.Journals.LookAsync(
            found.Header,
            journal =>
            {
                var page = new List<LogView>();
                int count = 0;
                foreach (LogLine line in journal.Lines.Where(wanted))
                {
                    if (count >= skip && page.Count < take)
                        page.Add(new LogView(found.Header.Id, line, found.Drawing));
                    count++;
                }

                return (page, count);
            },
            cancellationToken);
        return Results.Json(new { items, totalCount }, ElsaJson.Options);
    }
}
