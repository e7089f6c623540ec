using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Definitions;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>An instance as a file: what Elsa writes for people and programs that read, and the journal, from which it can be brought back. Secrets stay here.</summary>
internal sealed partial class InstanceFile(Workbench workbench, InstanceReader reader, ExecutionRecords records, SecretInputs secrets)
{
    private const int EntriesPerRead = 1000;

    public static string NameOf(InstanceId instance) => $"workflow-instance-{instance}.json";

    public async Task<byte[]> WriteAsync(InstanceFound found, CancellationToken cancellationToken)
    {
        InstanceDetails details = await reader.DetailsAsync(found, cancellationToken);
        List<LogView> lines = await workbench.Journals.LookAsync(found.Header, journal => journal.Lines.Select(line => new LogView(found.Header.Id, line, found.Drawing)).ToList(), cancellationToken);
        Dictionary<long, string> activities = await workbench.Journals.LookAsync(found.Header, journal => journal.Executions.ToDictionary(one => one.Number, one => one.Activity), cancellationToken);
        var file = new JsonObject
        {
            ["workflowState"] = details.WorkflowState,
            ["bookmarks"] = details.WorkflowState["bookmarks"]!.DeepClone(),
            ["activityExecutionRecords"] = JsonSerializer.SerializeToNode(await records.ListAsync(found.Header, found.Drawing, null, cancellationToken), ElsaJson.Options),
            ["workflowExecutionLogRecords"] = JsonSerializer.SerializeToNode(lines, ElsaJson.Options),
            ["journal"] = await JournalAsync(found, activities, cancellationToken),
        };
        return Encoding.UTF8.GetBytes(file.ToJsonString(ElsaJson.Options));
    }

    /// <summary>The instance and its journal in a file.</summary>
    /// <exception cref="ElsaRequestException">The file holds none that can be brought back.</exception>
    public static (InstanceId Instance, IReadOnlyList<EncodedEntry> Journal) Read(JsonObject file)
    {
        string? id = file["workflowState"] is JsonObject state ? ActivityTree.Text(state, "id") : null;
        if (string.IsNullOrWhiteSpace(id))
            throw new ElsaRequestException("The file is no instance: workflowState.id is missing.");
        // Ids become names of folders.
        if (!SafeId().IsMatch(id))
            throw new ElsaRequestException($"'{id}' cannot be the id of an instance: letters, digits, dots, dashes and underscores can, up to 128 of them.");
        if (file["journal"] is not JsonArray journal)
            throw new ElsaRequestException($"Instance {id} has no journal in its file, and cannot be brought back from its state alone. Export it from this program.");
        return (new InstanceId(id), [.. journal.Select((entry, index) => Entry(entry, $"journal[{index}]"))]);
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex SafeId();

    private static EncodedEntry Entry(JsonNode? node, string place)
    {
        try
        {
            JournalFileEntry entry = node.Deserialize<JournalFileEntry>(ElsaJson.Options) ?? throw new ElsaRequestException($"{place} is null.");
            return new EncodedEntry(entry.Sequence, entry.At, entry.Kind, entry.Execution is { } execution ? new ExecutionId(execution) : null, JsonSerializer.SerializeToUtf8Bytes(entry.Payload, ElsaJson.Options));
        }
        catch (JsonException problem)
        {
            throw new ElsaRequestException($"{place}: {problem.Message}");
        }
    }

    private async Task<JsonArray> JournalAsync(InstanceFound found, Dictionary<long, string> activities, CancellationToken cancellationToken)
    {
        var journal = new JsonArray();
        IReadOnlyList<EncodedEntry> page;
        do
        {
            page = await workbench.Store.ReadEntriesAsync(found.Header.Id, journal.Count, EntriesPerRead, cancellationToken);
            foreach (EncodedEntry entry in page)
                journal.Add(Entry(entry, found.Drawing, activities));
        }
        while (page.Count == EntriesPerRead);
        return journal;
    }

    private JsonNode Entry(EncodedEntry entry, InstanceDrawing drawing, Dictionary<long, string> activities)
    {
        JsonNode? payload = JsonNode.Parse(entry.Payload.Span);
        if (entry.Execution is { } execution && activities.TryGetValue(execution.Value, out string? activity) && payload?["inputs"] is JsonObject inputs)
        {
            foreach (string secret in inputs.Select(one => one.Key).Where(name => secrets.Contain(drawing.Type(activity), name)).ToList())
                inputs.Remove(secret);
        }

        return JsonSerializer.SerializeToNode(
            new JournalFileEntry { Sequence = entry.Sequence, At = entry.At, Kind = entry.Kind, Execution = entry.Execution?.Value, Payload = JsonSerializer.SerializeToElement(payload, ElsaJson.Options) },
            ElsaJson.Options)!;
    }
}
