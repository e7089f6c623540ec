using System.Text.Json;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Journal;

/// <summary>
/// Entries to bytes and back. The kind words and member names are the format of every stored journal: they are added
/// to, never changed. Members that are null are left out.
/// </summary>
internal static class JournalCodec
{
    private static readonly (Type Type, string Kind)[] Kinds =
    [
        (typeof(InstanceCreated), "created"),
        (typeof(ActivityScheduled), "scheduled"),
        (typeof(ActivityStarted), "started"),
        (typeof(HandleSaved), "handle"),
        (typeof(CheckpointSaved), "checkpoint"),
        (typeof(EffectEnded), "effect"),
        (typeof(PropertiesWritten), "properties"),
        (typeof(VariableWritten), "variable"),
        (typeof(ActivityResumed), "resumed"),
        (typeof(ActivityCompleted), "completed"),
        (typeof(ActivityCanceled), "canceled"),
        (typeof(ActivityFaulted), "faulted"),
        (typeof(RetryScheduled), "retry"),
        (typeof(ActivityReset), "reset"),
        (typeof(BookmarkCreated), "bookmark"),
        (typeof(OutputWritten), "output"),
        (typeof(NameSet), "named"),
        (typeof(CorrelationSet), "correlated"),
        (typeof(PauseChanged), "paused"),
        (typeof(StatusChanged), "status"),
        (typeof(ChildRefused), "refused"),
    ];

    private static readonly Dictionary<Type, string> KindOf = Kinds.ToDictionary(pair => pair.Type, pair => pair.Kind);
    private static readonly Dictionary<string, Type> TypeOf = Kinds.ToDictionary(pair => pair.Kind, pair => pair.Type);

    public static string KindWord(JournalEntry entry) => KindOf[entry.GetType()];

    public static EncodedEntry Encode(JournalEntry entry)
    {
        Type type = entry.GetType();
        ExecutionId? execution = entry is ExecutionEntry about ? about.Execution : null;
        return new EncodedEntry(entry.Sequence, entry.At, KindOf[type], execution, JsonSerializer.SerializeToUtf8Bytes(entry, type, EngineJson.Options));
    }

    /// <exception cref="JournalCorruptException">The kind is unknown or the payload does not fit it.</exception>
    public static JournalEntry Decode(EncodedEntry stored)
    {
        if (!TypeOf.TryGetValue(stored.Kind, out Type? type))
            throw new JournalCorruptException(stored, $"the kind '{stored.Kind}' is unknown to this version");
        try
        {
            var entry = (JournalEntry?)JsonSerializer.Deserialize(stored.Payload.Span, type, EngineJson.Options)
                ?? throw new JournalCorruptException(stored, "the payload is null");
            return entry is ExecutionEntry about
                ? about with { Sequence = stored.Sequence, At = stored.At, Execution = stored.Execution ?? throw new JournalCorruptException(stored, "the execution is missing") }
                : entry with { Sequence = stored.Sequence, At = stored.At };
        }
        catch (JsonException problem)
        {
            throw new JournalCorruptException(stored, problem.Message, problem);
        }
    }
}
