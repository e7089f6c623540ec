using System.Text;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

/// <summary>Rows for tests in which only what is named matters.</summary>
internal static class Some
{
    // With ticks below the millisecond, which must come back too.
    public static readonly DateTimeOffset Moment = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    public static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    public static InstanceHeader Header(string id = "one", string definition = "loop", string? correlation = null, DateTimeOffset? createdAt = null) => new(
        new InstanceId(id), definition, $"{definition}-v3", 3, "A name", correlation, new InstanceId("parent"), InstanceStatus.Running,
        InstanceSubStatus.Pending, IsPaused: false, IncidentCount: 2, createdAt ?? Moment, createdAt ?? Moment, FinishedAt: null);

    public static EncodedEntry Entry(long sequence, string? payload = null) => new(
        sequence, Moment.AddTicks(sequence), "completed", sequence % 2 == 0 ? null : new ExecutionId(sequence * 1000), Json(payload ?? $$"""{"n":{{sequence}},"text":"größer 🙂"}"""));

    public static EncodedEntry[] Entries(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(n => Entry(n))];

    public static NewInstance Instance(InstanceHeader header, DateTimeOffset? readyAt = null, int entries = 1) => new(header, Entries(1, entries), readyAt ?? Moment);

    public static BookmarkRow Bookmark(string id, string kind = "event", string hash = "h1", DateTimeOffset? dueAt = null) => new(id, new ExecutionId(7), kind, hash, dueAt);

    public static Stimulus Stimulus(string key, string kind = "event", string hash = "h1", string? correlation = null, string? instance = null, TimeSpan keepFor = default) => new(
        kind, hash, key, Json($$"""{"from":"{{key}}"}"""), correlation, instance is null ? null : new InstanceId(instance), keepFor);

    public static StoredDefinition Definition(string version, int number, string id = "loop", bool latest = true, bool published = false, string name = "Loop") => new(
        version, id, number, name, latest, published, Moment, $$"""{"id":"{{version}}","unknown":[1,"ä"]}""");

    public static TriggerRow Trigger(string definition, string version, string hash = "h1") => new(definition, version, "activity-1", "http", hash, Json("""{"path":"/x"}"""));
}
