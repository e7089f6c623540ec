using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>
/// What becomes of a definition while people draw: drafts, publishing, going back. A version that is published, or that
/// instances stand on, never changes; what is drawn after that is the next version.
/// </summary>
public sealed class DefinitionVersions(IDefinitionStore store, DefinitionCatalog catalog, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>Stores what was drawn as the definition's latest version. It need not be able to run yet.</summary>
    /// <param name="definitionId">The definition; null makes a new one.</param>
    /// <param name="content">The definition; its ids, number and flags are set here.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <exception cref="DefinitionException">It is not a workflow definition at all.</exception>
    public async Task<StoredDefinition> SaveDraftAsync(string? definitionId, JsonObject content, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            string id = string.IsNullOrWhiteSpace(definitionId) ? NewId() : definitionId;
            StoredDefinition? latest = await store.FindLatestAsync(id, cancellationToken);
            bool isFrozen = latest is null || latest.IsPublished || await store.IsInUseAsync(latest.VersionId, cancellationToken);
            StoredDefinition draft = isFrozen
                ? await NextAsync(id, content, cancellationToken)
                : Version(latest!.VersionId, id, latest.Version, latest.CreatedAt, content);
            await store.SaveAsync(draft, [], cancellationToken);
            catalog.Forget(draft.VersionId);
            return draft;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Publishes the latest version: new instances start on it, and its triggers replace those of the one before.</summary>
    /// <returns>The published version and whether it had been published before.</returns>
    /// <exception cref="DefinitionMissingException">There is no such definition.</exception>
    /// <exception cref="DefinitionException">It cannot run; nothing has changed.</exception>
    public async Task<(StoredDefinition Definition, bool WasPublished)> PublishAsync(string definitionId, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            StoredDefinition latest = await store.FindLatestAsync(definitionId, cancellationToken) ?? throw new DefinitionMissingException(definitionId);
            if (latest.IsPublished)
                return (latest, true);
            return (await catalog.PublishVersionAsync(latest, cancellationToken), false);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Takes a definition back: nothing starts on it any more. What runs goes on.</summary>
    /// <returns>The version that was published, or null when none was.</returns>
    public async Task<StoredDefinition?> RetractAsync(string definitionId, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await store.FindPublishedAsync(definitionId, cancellationToken) is not { } published)
                return null;
            StoredDefinition retracted = published with { IsPublished = false };
            await store.SaveAsync(retracted, [], cancellationToken);
            return retracted;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Makes an old version's content the newest draft.</summary>
    /// <exception cref="DefinitionMissingException">There is no such version.</exception>
    public async Task<StoredDefinition> RevertAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            DefinitionPage found = await store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = [definitionId], Version = version }, cancellationToken);
            if (found.Items.Count == 0)
                throw new DefinitionMissingException(string.Create(CultureInfo.InvariantCulture, $"{definitionId} version {version}"));
            StoredDefinition copy = await NextAsync(definitionId, JsonNode.Parse(found.Items[0].Json)!.AsObject(), cancellationToken);
            await store.SaveAsync(copy, [], cancellationToken);
            return copy;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Removes all versions of a definition.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteAsync(string definitionId, CancellationToken cancellationToken)
    {
        DefinitionPage all = await store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = [definitionId] }, cancellationToken);
        return await store.DeleteVersionsAsync([.. all.Items.Select(one => one.VersionId)], cancellationToken);
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<StoredDefinition> NextAsync(string definitionId, JsonObject content, CancellationToken cancellationToken)
        => Version(NewId(), definitionId, await store.HighestVersionAsync(definitionId, cancellationToken) + 1, time.GetUtcNow(), content);

    private static StoredDefinition Version(string versionId, string definitionId, int number, DateTimeOffset createdAt, JsonObject content)
    {
        JsonObject copy = content.DeepClone().AsObject();
        copy["id"] = versionId;
        copy["definitionId"] = definitionId;
        copy["version"] = number;
        copy["createdAt"] = createdAt;
        copy["isLatest"] = true;
        copy["isPublished"] = false;
        string json = copy.ToJsonString(EngineJson.Options);
        WorkflowDefinition definition = DefinitionReader.Read(json, $"definition '{definitionId}'");
        return new StoredDefinition(versionId, definitionId, number, definition.Name, true, false, createdAt, json);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
