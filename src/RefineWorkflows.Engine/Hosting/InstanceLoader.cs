using System.Text.Json;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>State = snapshot + the entries after it.</summary>
internal static class InstanceLoader
{
    public static (InstanceState State, long SnapshotSequence) Fold(StoredInstance stored)
    {
        InstanceState state = stored.Snapshot is { } snapshot
            ? JsonSerializer.Deserialize<InstanceState>(snapshot.State.Span, EngineJson.Options)!
            : new InstanceState();
        foreach (EncodedEntry entry in stored.Entries)
            state.Apply(JournalCodec.Decode(entry));
        return (state, stored.Snapshot?.Sequence ?? 0);
    }
}
