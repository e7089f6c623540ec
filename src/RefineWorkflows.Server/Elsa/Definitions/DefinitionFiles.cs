using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Definitions as JSON files and zips of them, without secrets that were drawn as plain text. What comes in is limited in size, number and depth, whatever its headers claim.</summary>
internal sealed class DefinitionFiles(Drawings drawings, SecretInputs secrets)
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";
    private const int LargestFile = 10 << 20;
    private const int LargestTotal = 64 << 20;
    private const int MostFiles = 1000;

    /// <summary>The name Elsa gives the file.</summary>
    public static string NameOf(StoredDefinition version)
        => $"workflow-definition-{Kebab(version.Name)}-{version.DefinitionId}-{version.VersionId}.json";

    /// <summary>The file's text.</summary>
    public async Task<string> JsonAsync(StoredDefinition version, CancellationToken cancellationToken)
    {
        JsonObject content = await DefinitionView.ContentAsync(version, drawings, cancellationToken);
        // Placeholders are for Studio's canvas; a file holds what was drawn.
        JsonObject root = Drawings.Incoming(content["root"]!.DeepClone().AsObject());
        secrets.Blank(root);
        content["root"] = root;
        var file = new JsonObject { ["$schema"] = Schema };
        foreach ((string name, JsonNode? value) in content)
            file[name] = value?.DeepClone();
        return file.ToJsonString(new JsonSerializerOptions(ElsaJson.Options) { WriteIndented = true });
    }

    public async Task<byte[]> ZipAsync(IReadOnlyList<StoredDefinition> versions, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (StoredDefinition version in versions)
            {
                await using Stream entry = zip.CreateEntry(NameOf(version)).Open();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(await JsonAsync(version, cancellationToken)), cancellationToken);
            }
        }

        return content.ToArray();
    }

    /// <summary>The definitions of one uploaded file.</summary>
    /// <exception cref="ElsaRequestException">It is no definition, no zip of definitions, or too much.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(string fileName, Stream content, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadUpToAsync(content, LargestTotal, fileName, cancellationToken);
        if (bytes is not [(byte)'P', (byte)'K', ..])
            return [Definition(bytes, fileName)];
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostFiles)
                throw new ElsaRequestException($"{fileName}: {zip.Entries.Count} entries; at most {MostFiles} are read.");
            List<JsonObject> definitions = [];
            long total = 0;
            foreach (ZipArchiveEntry entry in zip.Entries.Where(one => one.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                if (entry.FullName.Split('/', '\\').Contains("..") || Path.IsPathRooted(entry.FullName))
                    throw new ElsaRequestException($"{fileName}: the entry '{entry.FullName}' leads out of the archive.");
                await using Stream file = await entry.OpenAsync(cancellationToken);
                byte[] unpacked = await ReadUpToAsync(file, LargestFile, $"{fileName}/{entry.FullName}", cancellationToken);
                total += unpacked.Length;
                if (total > LargestTotal)
                    throw new ElsaRequestException($"{fileName}: more than {LargestTotal >> 20} MB when unpacked.");
                definitions.Add(Definition(unpacked, $"{fileName}/{entry.FullName}"));
            }

            return definitions;
        }
        catch (InvalidDataException damaged)
        {
            throw new ElsaRequestException($"{fileName}: {damaged.Message}");
        }
    }

    private static JsonObject Definition(byte[] bytes, string source)
    {
        try
        {
            return JsonNode.Parse(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes, new JsonNodeOptions { PropertyNameCaseInsensitive = true }, new JsonDocumentOptions { MaxDepth = ElsaJson.Options.MaxDepth }) as JsonObject
                ?? throw new ElsaRequestException($"{source}: not a JSON object.");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new ElsaRequestException($"{source}: {problem.Message}");
        }
    }

    private static async Task<byte[]> ReadUpToAsync(Stream content, int largest, string source, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (all.Length + read > largest)
                throw new ElsaRequestException($"{source}: larger than {largest >> 20} MB.");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    private static string Kebab(string name)
    {
        var kebab = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                kebab.Append(char.ToLowerInvariant(letter));
            else if (kebab.Length > 0 && kebab[^1] != '-')
                kebab.Append('-');
        }

        return kebab.ToString().Trim('-') is { Length: > 0 } text ? text : "unnamed";
    }
}
