using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Definitions;
using RefineWorkflows.Server.Elsa.Instances;

namespace RefineWorkflows.Server.Elsa.Tests;

/// <summary>
/// Runs one activity of a drawing by itself, with the variables of its workflow as they begin. It runs on the same
/// engine as everything else, but over a store and a folder of its own that go with it: no instance, no run and no
/// picture is left, whether it ends, fails, waits or is given up.
/// </summary>
internal sealed class ActivityTest(Workbench workbench, TimeProvider time)
{
    /// <summary>Studio gives up after 100 s; until then it shall have heard how far the activity got.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    // Nothing is taken by itself: what is tested is run, and nothing that it starts or waits for.
    private static readonly HostOptions Alone = new() { TakesWhatIsReady = false };

    /// <param name="version">The version that it is drawn in.</param>
    /// <param name="activity">The activity as drawn, with what is inside of it.</param>
    /// <param name="cancellationToken">Gives up: the activity is asked to stop, and nothing is left of it.</param>
    /// <returns>Its visit: finished, faulted, or still running when it waits or takes longer than 90 s.</returns>
    /// <exception cref="Engine.Definitions.DefinitionException">It cannot run as it is drawn.</exception>
    public async Task<ExecutionRecord?> RunAsync(StoredDefinition version, JsonObject activity, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("refine-test-");
        try
        {
            await using SqliteStore store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "test.db"), time, cancellationToken);
            var artifacts = new RunArtifacts(Path.Combine(folder.FullName, "runs"), new ImageCodec(workbench.Settings.Images));
            ActivityRegistry activities = workbench.ActivitiesOver(new RunRecords(store), artifacts);
            var catalog = new DefinitionCatalog(store, activities, workbench.Scripts, time);
            var client = new WorkflowClient(store, store, time);
            await BringWorkflowsAsync(activity, store, cancellationToken);
            StoredDefinition test = Around(activity, version);
            await catalog.ValidateAsync(test.Json, $"activity '{ActivityTree.Text(activity, "name") ?? ActivityTree.Text(activity, "id")}'", cancellationToken);
            await store.SaveAsync(test, [], cancellationToken);
            InstanceId id = WorkflowClient.NewId();
            await RunAsync(new StartRequest { DefinitionId = test.DefinitionId, VersionId = test.VersionId, Id = id }, store, catalog, client, cancellationToken);
            return await ReadAsync(id, ActivityTree.Text(activity, "id")!, store, catalog, client, new SecretInputs(activities), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(StartRequest request, SqliteStore store, DefinitionCatalog catalog, WorkflowClient client, CancellationToken cancellationToken)
    {
        await using var host = new WorkflowHost(store, store, catalog, client, workbench.Scripts, time, Alone, workbench.HostLog);
        host.Start();
        try
        {
            await host.RunAsync(request, cancellationToken).WaitAsync(Longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The host stops it with its end; what it did so far is told.
        }
    }

    /// <summary>Workflows that are drawn as activities are looked up where the test runs. Which ones those use in turn is not known here, so all come.</summary>
    private async Task BringWorkflowsAsync(JsonObject activity, SqliteStore store, CancellationToken cancellationToken)
    {
        if (!activity.ToJsonString(ElsaJson.Options).Contains("workflowDefinitionId", StringComparison.OrdinalIgnoreCase))
            return;
        DefinitionPage all = await workbench.Store.ListVersionsAsync(new DefinitionQuery { Versions = VersionSelection.Published }, cancellationToken);
        foreach (StoredDefinition published in all.Items)
            await store.SaveAsync(published, [], cancellationToken);
    }

    /// <summary>The definition with this activity in the place of its root.</summary>
    private static StoredDefinition Around(JsonObject activity, StoredDefinition version)
    {
        const string id = "test";
        JsonObject json = ElsaJson.Parse(version.Json);
        json["id"] = id;
        json["definitionId"] = id;
        // Other instances of the workflow are nobody's concern here, and an incident is an answer.
        json["options"] = new JsonObject();
        json["root"] = activity.DeepClone();
        PutTestValues(json);
        return new StoredDefinition(id, id, 1, version.Name, true, false, version.CreatedAt, json.ToJsonString(ElsaJson.Options));
    }

    /// <summary>Values that were set beside the variables for tests alone.</summary>
    private static void PutTestValues(JsonObject definition)
    {
        if (definition["customProperties"] is not JsonObject custom || custom["VariableTestValues"] is not JsonObject values || definition["variables"] is not JsonArray variables)
            return;
        foreach (JsonObject variable in variables.OfType<JsonObject>())
        {
            if (ActivityTree.Text(variable, "id") is { } id && values.TryGetPropertyValue(id, out JsonNode? value))
                variable["value"] = value?.DeepClone();
        }
    }

    private async Task<ExecutionRecord?> ReadAsync(
        InstanceId id, string activity, SqliteStore store, DefinitionCatalog catalog, WorkflowClient client, SecretInputs secrets, CancellationToken cancellationToken)
    {
        InstanceHeader header = (await store.FindAsync(id, cancellationToken))!;
        InstanceDrawing drawing = await InstanceDrawing.ReadAsync(header.DefinitionVersionId, catalog, cancellationToken);
        var records = new ExecutionRecords(new InstanceReader(workbench), client, new InstanceJournals(client), secrets);
        return (await records.ListAsync(header, drawing, drawing.NodeId(activity), cancellationToken)) is [ExecutionRecord first, ..] ? first : null;
    }
}
