using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>
/// What is remembered of each user, in blocks that are replaced as a whole: by compare-and-set on their version, so that of
/// two writers none overwrites what it has not read. Earlier versions are kept.
/// </summary>
/// <param name="store">Where the blocks are kept.</param>
/// <param name="time">The clock.</param>
public sealed class MemoryBook(IRecordStore store, TimeProvider time)
{
    /// <summary>Earlier versions of a block that are kept.</summary>
    public const int KeptVersions = 50;

    private const string Blocks = "memory";
    private const string Earlier = "memory-history";
    private const int Attempts = 3;

    /// <summary>A block; one that was never written is empty and has version 0.</summary>
    /// <exception cref="MemoryException">No block or user can be called so.</exception>
    public async Task<MemoryBlock> ReadAsync(string user, string label, CancellationToken cancellationToken)
        => (await FindAsync(user, label, cancellationToken)).Block;

    /// <summary>All blocks of a user: those that everybody has, then others by label.</summary>
    public async Task<IReadOnlyList<MemoryBlock>> ListAsync(string user, CancellationToken cancellationToken)
    {
        List<MemoryBlock> blocks = [];
        foreach (string label in MemoryLabels.All)
            blocks.Add(await ReadAsync(user, label, cancellationToken));
        blocks.AddRange((await store.ListRecordsAsync(Blocks, $"{user}/", descending: false, int.MaxValue, cancellationToken))
            .Select(Read)
            .Where(block => !MemoryLabels.All.Contains(block.Label)));
        return blocks;
    }

    /// <summary>Replaces a block.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="label">Which.</param>
    /// <param name="value">The new content.</param>
    /// <param name="expected">The version that it was made from; null replaces whatever is there.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <exception cref="MemoryException">It is not what the block holds, too long, read-only, or somebody else has written in the meantime.</exception>
    public async Task<MemoryBlock> WriteAsync(string user, string label, string value, int? expected, string by, CancellationToken cancellationToken)
    {
        if (MemoryLabels.IsReadOnly(label))
            throw new MemoryException($"The block {label} mirrors what the tuner knows; only the tuner writes it. Vote, or take a vote back, to change it.");
        string content = MemoryForm.Read(label, value).ToJsonString(MemoryForm.Json);
        for (int attempt = 1; ; attempt++)
        {
            (MemoryBlock block, DomainRecord asRead) = await FindAsync(user, label, cancellationToken);
            if (expected is { } version && version != block.Version)
                throw new MemoryException($"The block {label} has version {block.Version} and not {version}: somebody wrote it in the meantime. Read it again, then write.");
            if (await TryWriteAsync(block, asRead, content, by, cancellationToken) is { } written)
                return written;
            if (attempt == Attempts)
                throw Contended(label);
        }
    }

    /// <summary>Changes a block as the tuner does: reads, merges, writes, and begins again when somebody came between.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="label">Which.</param>
    /// <param name="change">Makes the new content of what is there; must be repeatable. What does not fit is refused.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <exception cref="MemoryException">It does not fit, or three others were faster.</exception>
    public async Task<MemoryBlock> EditAsync(string user, string label, Action<JsonObject> change, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            (MemoryBlock block, DomainRecord asRead) = await FindAsync(user, label, cancellationToken);
            JsonObject content = MemoryForm.Read(label, block.Value);
            change(content);
            string text = MemoryForm.Read(label, content.ToJsonString(MemoryForm.Json)).ToJsonString(MemoryForm.Json);
            if (text == block.Value)
                return block;
            if (await TryWriteAsync(block, asRead, text, by, cancellationToken) is { } written)
                return written;
        }

        throw Contended(label);
    }

    /// <summary>Earlier versions of a block, newest first.</summary>
    public async Task<IReadOnlyList<MemoryBlock>> HistoryAsync(string user, string label, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Earlier, $"{user}/{label}/", descending: true, KeptVersions, cancellationToken)).Select(Read)];

    /// <summary>Blocks of a user in which some words stand, in any case.</summary>
    public async Task<IReadOnlyList<MemoryBlock>> SearchAsync(string user, string words, CancellationToken cancellationToken)
        => [.. (await ListAsync(user, cancellationToken)).Where(block => block.Value.Contains(words, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Forgets everything about a user.</summary>
    public async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        foreach (string collection in new[] { Blocks, Earlier })
        {
            foreach (DomainRecord record in await store.ListRecordsAsync(collection, $"{user}/", descending: false, int.MaxValue, cancellationToken))
                await store.DeleteRecordAsync(collection, record.Key, cancellationToken);
        }
    }

    private async Task<(MemoryBlock Block, DomainRecord AsRead)> FindAsync(string user, string label, CancellationToken cancellationToken)
    {
        if (!UserName.IsValid(user))
            throw new MemoryException($"The user is '{user}'; allowed: {UserName.Allowed}.");
        MemoryLabels.Check(label);
        string key = $"{user}/{label}";
        return await store.FindRecordAsync(Blocks, key, cancellationToken) is { } record
            ? (Read(record), record)
            : (new MemoryBlock(user, label, MemoryLabels.Empty(label).ToJsonString(MemoryForm.Json), MemoryLabels.UsualLimit, MemoryLabels.IsReadOnly(label), 0, null, null), new DomainRecord(Blocks, key, default));
    }

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<MemoryBlock?> TryWriteAsync(MemoryBlock block, DomainRecord asRead, string value, string by, CancellationToken cancellationToken)
    {
        if (value.Length > block.Limit)
            throw new MemoryException($"The block {block.Label} has room for {block.Limit} characters; this is {value.Length}. Shorten it.");
        MemoryBlock written = block with { Value = value, Version = block.Version + 1, UpdatedAt = time.GetUtcNow(), By = by };
        DomainRecord[] rows = [Row(Blocks, asRead.Key, written), Row(Earlier, HistoryKey(written, written.Version), written)];
        if (!await store.TryWriteRecordsAsync(rows, [asRead], cancellationToken))
            return null;
        if (written.Version > KeptVersions)
            await store.DeleteRecordAsync(Earlier, HistoryKey(written, written.Version - KeptVersions), cancellationToken);
        return written;
    }

    private static string HistoryKey(MemoryBlock block, int version) => string.Create(CultureInfo.InvariantCulture, $"{block.User}/{block.Label}/{version:d7}");

    private static MemoryException Contended(string label) => new($"The block {label} was written by others {Attempts} times while this was to be written; try again.");

    private static DomainRecord Row(string collection, string key, MemoryBlock block) => new(collection, key, JsonSerializer.SerializeToUtf8Bytes(block, JsonSerializerOptions.Web));

    private static MemoryBlock Read(DomainRecord record) => JsonSerializer.Deserialize<MemoryBlock>(record.Json.Span, JsonSerializerOptions.Web)!;
}
