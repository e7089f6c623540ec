using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Starting;

/// <summary>Brings what callers name their inputs to the names that a definition declares, whatever their case.</summary>
internal sealed class InputNames(DefinitionCatalog catalog)
{
    /// <exception cref="DefinitionMissingException">There is no published version.</exception>
    public async Task<IReadOnlyDictionary<string, JsonElement>> MatchAsync(string definitionId, IReadOnlyDictionary<string, JsonElement> given, CancellationToken cancellationToken)
    {
        StoredDefinition version = await catalog.PublishedAsync(definitionId, cancellationToken);
        WorkflowGraph graph = await catalog.GraphAsync(version.VersionId, cancellationToken);
        var input = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in given)
        {
            string declared = graph.Definition.Inputs.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name ?? name;
            // An input in its own spelling wins over one that only resembles it.
            if (declared == name || !given.ContainsKey(declared))
                input[declared] = value;
        }

        return input;
    }
}
