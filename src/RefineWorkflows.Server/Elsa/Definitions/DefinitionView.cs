using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Stored definitions as the Elsa API shows them.</summary>
internal static class DefinitionView
{
    private const string DefaultToolVersion = "3.8.0.0";

    /// <summary>Members of a definition that Studio knows. All others are ours to keep while it saves.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "$schema", "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes",
        "customProperties", "options", "isReadonly", "isSystem", "isLatest", "isPublished", "root", "links", "publish", "usableAsActivity",
    };

    /// <summary>A whole definition.</summary>
    /// <param name="stored">The version.</param>
    /// <param name="drawings">For its root.</param>
    /// <param name="writable">Whether the caller may change it; Studio reads that from the links.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<JsonObject> WholeAsync(StoredDefinition stored, Drawings drawings, bool writable, CancellationToken cancellationToken)
    {
        JsonObject json = await ContentAsync(stored, drawings, cancellationToken);
        json["links"] = Links(stored.DefinitionId, writable);
        return json;
    }

    /// <summary>A definition without links: what is exported.</summary>
    public static async Task<JsonObject> ContentAsync(StoredDefinition stored, Drawings drawings, CancellationToken cancellationToken)
    {
        JsonObject json = ElsaJson.Parse(stored.Json);
        json.Remove("$schema");
        json.Remove("links");
        json["id"] = stored.VersionId;
        json["definitionId"] = stored.DefinitionId;
        json["name"] = stored.Name;
        json["createdAt"] = stored.CreatedAt;
        json["version"] = stored.Version;
        json["toolVersion"] ??= DefaultToolVersion;
        foreach (string list in new[] { "variables", "inputs", "outputs", "outcomes" })
            json[list] ??= new JsonArray();
        json["customProperties"] ??= new JsonObject();
        json["options"] ??= new JsonObject();
        json["isReadonly"] ??= false;
        json["isSystem"] ??= false;
        json["isLatest"] = stored.IsLatest;
        json["isPublished"] = stored.IsPublished;
        json["root"] = await drawings.OutgoingAsync(json["root"]!.DeepClone().AsObject(), ActivityTree.WorkflowId, cancellationToken);
        return json;
    }

    /// <summary>One row of a list.</summary>
    public static JsonObject Summary(StoredDefinition stored, bool writable)
    {
        using JsonDocument document = JsonDocument.Parse(stored.Json, new JsonDocumentOptions { MaxDepth = ElsaJson.Options.MaxDepth });
        return new JsonObject
        {
            ["id"] = stored.VersionId,
            ["definitionId"] = stored.DefinitionId,
            ["name"] = stored.Name,
            ["description"] = Text(document, "description"),
            ["version"] = stored.Version,
            ["toolVersion"] = Text(document, "toolVersion") ?? DefaultToolVersion,
            ["isLatest"] = stored.IsLatest,
            ["isPublished"] = stored.IsPublished,
            ["providerName"] = null,
            ["materializerName"] = "Json",
            ["createdAt"] = stored.CreatedAt,
            ["isReadonly"] = false,
            ["isMaterializerAvailable"] = true,
            ["links"] = Links(stored.DefinitionId, writable),
        };
    }

    /// <summary>What is stored when a model comes in.</summary>
    /// <param name="model">The model as Studio or another client sent it.</param>
    /// <param name="before">The latest version, whose members that clients do not know stay; null for a new definition.</param>
    /// <exception cref="ElsaRequestException">There is no root activity in it.</exception>
    public static JsonObject Incoming(JsonObject model, StoredDefinition? before)
    {
        if (model["root"] is not JsonObject root || ActivityTree.Text(root, "type") is null || ActivityTree.Text(root, "id") is null)
            throw new ElsaRequestException("'root' is missing: a workflow definition has one root activity with a type and an id.");
        JsonObject content = [];
        if (before is not null)
        {
            foreach ((string name, JsonNode? value) in ElsaJson.Parse(before.Json).Where(one => !Known.Contains(one.Key)))
                content[name] = value?.DeepClone();
        }

        foreach ((string name, JsonNode? value) in model.Where(one => one.Key is not ("links" or "root" or "$schema")))
            content[Known.TryGetValue(name, out string? known) ? known : name] = value?.DeepClone();
        foreach (string list in new[] { "variables", "inputs", "outputs", "outcomes" })
            content[list] ??= new JsonArray();
        content["customProperties"] ??= new JsonObject();
        content["options"] ??= new JsonObject();
        content["name"] ??= "";
        content["root"] = Drawings.Incoming(root.DeepClone().AsObject());
        return content;
    }

    /// <summary>Links of a list.</summary>
    public static JsonArray ListLinks(bool writable)
    {
        JsonArray links = [Link("/workflow-definitions", "self", "GET"), Link("/workflow-definitions/validation/is-name-unique", "is-name-unique", "GET"), Link("/workflow-definitions/query/count", "count", "GET"), Link("/workflow-definitions/many-by-id", "many-by-id", "GET")];
        if (writable)
        {
            links.Add(Link("/workflow-definitions", "create", "POST"));
            links.Add(Link("/workflow-definitions/import", "import", "POST"));
            links.Add(Link("/workflow-definitions/import-files", "import-files", "POST"));
            links.Add(Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"));
            links.Add(Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"));
            links.Add(Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"));
            links.Add(Link("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"));
        }

        return links;
    }

    private static JsonArray Links(string definitionId, bool writable)
    {
        string self = $"/workflow-definitions/{Uri.EscapeDataString(definitionId)}";
        JsonArray links = [Link(self, "self", "GET"), Link($"{self}/versions", "versions", "GET"), Link($"{self}/export", "export", "GET"), Link($"{self}/execute", "execute", "POST"), Link($"{self}/dispatch", "dispatch", "POST"), Link($"{self}/bulk-dispatch", "bulk-dispatch", "POST")];
        if (writable)
        {
            links.Add(Link($"{self}/publish", "publish", "POST"));
            links.Add(Link($"{self}/retract", "retract", "POST"));
            links.Add(Link(self, "delete", "DELETE"));
            links.Add(Link($"{self}/import", "import", "PUT"));
            links.Add(Link($"{self}/update-references", "update-references", "POST"));
        }

        return links;
    }

    private static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };

    private static string? Text(JsonDocument document, string member)
        => document.RootElement.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
