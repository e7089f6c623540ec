using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>
/// Brings in instances that lived in another store, with their whole journals. One that was not over comes in paused:
/// the store it comes from may still be running it, and nothing may be done twice without a person's word.
/// </summary>
public sealed class InstanceImport(IInstanceStore store, IDefinitionStore definitions, TimeProvider time)
{
    /// <param name="instance">The id it has and keeps.</param>
    /// <param name="entries">Its journal from the first entry on.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>False when the id is taken; nothing was written.</returns>
    /// <exception cref="JournalCorruptException">The journal cannot be read, or tells of what it cannot know.</exception>
    /// <exception cref="JournalGapException">Entries are missing.</exception>
    /// <exception cref="DefinitionMissingException">The version that it runs on is not here.</exception>
    public async Task<bool> ImportAsync(InstanceId instance, IReadOnlyList<EncodedEntry> entries, CancellationToken cancellationToken)
    {
        InstanceState state = Fold(instance, entries);
        if (await definitions.FindVersionAsync(state.VersionId, cancellationToken) is not { } version || version.DefinitionId != state.DefinitionId)
            throw new DefinitionMissingException(state.VersionId);
        IReadOnlyList<EncodedEntry> journal = entries;
        DateTimeOffset now = time.GetUtcNow();
        if (!state.IsFinished && !state.IsPaused)
        {
            var pause = new PauseChanged(true) { Sequence = state.Sequence + 1, At = now };
            state.Apply(pause);
            journal = [.. entries, JournalCodec.Encode(pause)];
        }

        if (await store.FindAsync(instance, cancellationToken) is not null)
            return false;
        await store.CreateAsync(
            new NewInstance(Header(instance, state, now), journal, null)
            {
                Bookmarks = state.IsFinished ? [] : [.. state.Bookmarks.Values.Select(one => new BookmarkRow(one.Id, new(one.Execution), one.Stimulus, one.Hash, one.DueAt))],
            },
            null,
            TimeSpan.Zero,
            cancellationToken);
        return true;
    }

    private static InstanceState Fold(InstanceId instance, IReadOnlyList<EncodedEntry> entries)
    {
        var state = new InstanceState();
        foreach (EncodedEntry stored in entries)
        {
            if (stored.Sequence != state.Sequence + 1)
                throw new JournalGapException(instance, state.Sequence + 1, stored.Sequence);
            JournalEntry entry = JournalCodec.Decode(stored);
            if ((entry is InstanceCreated) != (stored.Sequence == 1))
                throw new JournalCorruptException(stored, "a journal begins with the creation of its instance, and has it once");
            Check(stored, entry, state);
            state.Apply(entry);
        }

        return entries.Count > 0 ? state : throw new JournalGapException(instance, 1, 0);
    }

    /// <summary>What follows relies on these: a journal that was written here keeps them by itself.</summary>
    private static void Check(EncodedEntry stored, JournalEntry entry, InstanceState state)
    {
        if (entry is ActivityScheduled scheduled)
        {
            if (scheduled.Execution.Value != state.LastExecution + 1 || (scheduled.Owner is { } owner && !state.Executions.ContainsKey(owner)))
                throw new JournalCorruptException(stored, "activity executions are numbered without gaps, inside containers that are not over");
        }
        else if (entry is ChildRefused refused)
        {
            // Told after the fact: the visit may be over, but there has been one.
            if (refused.Execution.Value < 1 || refused.Execution.Value > state.LastExecution)
                throw new JournalCorruptException(stored, $"activity execution {refused.Execution} has not been scheduled");
        }
        else if (entry is ExecutionEntry about && !state.Executions.ContainsKey(about.Execution.Value))
        {
            throw new JournalCorruptException(stored, $"activity execution {about.Execution} has not been scheduled or is over");
        }
    }

    private static InstanceHeader Header(InstanceId instance, InstanceState state, DateTimeOffset now) => new(
        instance,
        state.DefinitionId,
        state.VersionId,
        state.Version,
        state.Name,
        state.CorrelationId,
        state.ParentInstance is { } parent ? new InstanceId(parent) : null,
        state.Status,
        state.SubStatus is InstanceSubStatus.Pending or InstanceSubStatus.Executing ? InstanceSubStatus.Interrupted : state.SubStatus,
        state.IsPaused,
        state.Incidents.Count,
        state.CreatedAt,
        now,
        state.FinishedAt);
}
