using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Composition;

/// <summary>The loops that come with the tool, as files beside it.</summary>
internal sealed class ShippedDefinitions(DefinitionCatalog catalog)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "workflow-definitions");

    /// <summary>
    /// The published version of a definition. One that comes with the tool is published first when it is unknown, or
    /// when the file's version number is higher than the stored one; what somebody has drawn since is left alone.
    /// </summary>
    /// <exception cref="DefinitionMissingException">It is neither stored nor shipped.</exception>
    public async Task<StoredDefinition> EnsureAsync(string definitionId, CancellationToken cancellationToken)
    {
        await BringAsync(definitionId, cancellationToken);
        return await catalog.PublishedAsync(definitionId, cancellationToken);
    }

    /// <summary>Makes all of them known.</summary>
    public async Task EnsureAllAsync(CancellationToken cancellationToken)
    {
        foreach (string file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
            await BringAsync(Path.GetFileNameWithoutExtension(file), cancellationToken);
    }

    private async Task BringAsync(string definitionId, CancellationToken cancellationToken)
    {
        string file = Path.Combine(Folder, $"{definitionId}.json");
        if (!File.Exists(file))
            return;
        string json = await File.ReadAllTextAsync(file, cancellationToken);
        string source = $"workflow-definitions/{definitionId}.json";
        StoredDefinition? known = await catalog.FindLatestAsync(definitionId, cancellationToken);
        if (known is null || DefinitionReader.Read(json, source).Version > known.Version)
            await catalog.PublishAsync(json, source, cancellationToken);
    }
}
