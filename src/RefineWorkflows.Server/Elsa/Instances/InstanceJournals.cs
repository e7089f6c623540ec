using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Journals that are being looked at. Each is read once and then followed: a look costs what was written since the last one.</summary>
internal sealed class InstanceJournals(WorkflowClient client)
{
    private const int MostJournals = 64;
    private const long MostEntries = 2_000_000;
    private const int EntriesPerRead = 2000;
    private readonly Lock gate = new();
    private readonly Dictionary<InstanceId, Followed> followed = [];
    private long turn;

    /// <summary>Looks into an instance's journal as it is now.</summary>
    /// <param name="header">The instance.</param>
    /// <param name="look">Takes from the journal what is needed. It must not keep the journal itself, which goes on.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public async Task<T> LookAsync<T>(InstanceHeader header, Func<InstanceJournal, T> look, CancellationToken cancellationToken)
    {
        Followed one = Follow(header);
        while (true)
        {
            long known;
            lock (one.Journal)
                known = one.Journal.Sequence;
            IReadOnlyList<JournalEntry> news = await client.ReadJournalAsync(header.Id, known, EntriesPerRead, cancellationToken);
            lock (one.Journal)
            {
                // Another look may have folded some of these in meanwhile.
                foreach (JournalEntry entry in news.Where(entry => entry.Sequence > one.Journal.Sequence))
                    one.Journal.Apply(entry);
                if (news.Count < EntriesPerRead)
                    return look(one.Journal);
            }
        }
    }

    private Followed Follow(InstanceHeader header)
    {
        lock (gate)
        {
            // An id that was deleted and taken again is another instance.
            if (!followed.TryGetValue(header.Id, out Followed? one) || one.CreatedAt != header.CreatedAt)
                followed[header.Id] = one = new Followed(header.CreatedAt);
            one.LastLook = ++turn;
            while (followed.Count > 1 && (followed.Count > MostJournals || followed.Values.Sum(each => each.Journal.Sequence) > MostEntries))
                followed.Remove(followed.MinBy(each => each.Value.LastLook).Key);
            return one;
        }
    }

    private sealed class Followed(DateTimeOffset createdAt)
    {
        public DateTimeOffset CreatedAt { get; } = createdAt;

        public InstanceJournal Journal { get; } = new();

        public long LastLook { get; set; }
    }
}
