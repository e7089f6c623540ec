using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>
/// All votes, each user's by themselves and numbered without gaps. A vote is on disk when its task ends; of any number of
/// processes that add at once, none takes another's number and nothing is lost.
/// </summary>
public sealed class VoteBook(IRecordStore store, TimeProvider time)
{
    private const string Votes = "votes";
    private const string Ids = "vote-ids";
    private const string Heads = "vote-heads";
    private const int LongestId = 200;
    private const int LongestPrompt = 20_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Adds a vote; the same vote under the same id again is the one that stands.</summary>
    /// <param name="vote">The vote. Its number is not looked at: the book gives it.</param>
    /// <param name="cancellationToken">Gives up before it is written.</param>
    /// <returns>The vote as it stands.</returns>
    /// <exception cref="VoteException">It is no vote: no such name for a user, an id that is empty or too long, one picture twice.</exception>
    /// <exception cref="VoteConflictException">Another vote stands under the id.</exception>
    public async Task<Vote> AddAsync(Vote vote, CancellationToken cancellationToken)
    {
        Require(vote);
        while (true)
        {
            (VoteHead head, DomainRecord headAsRead) = await ReadHeadAsync(vote.User, cancellationToken);
            DomainRecord idAsRead = await store.FindRecordAsync(Ids, IdKey(vote.User, vote.Id), cancellationToken) ?? new DomainRecord(Ids, IdKey(vote.User, vote.Id), default);
            if (await StandingAsync(vote.User, idAsRead, head, cancellationToken) is { } standing)
                return IsSame(standing, vote) ? standing : throw new VoteConflictException(standing);
            Vote next = vote with { Sequence = head.Last + 1, UndoneAt = null };
            DomainRecord[] rows =
            [
                Row(next),
                new(Ids, idAsRead.Key, JsonSerializer.SerializeToUtf8Bytes(next.Sequence, Json)),
                Row(head with { Last = next.Sequence }),
            ];
            if (await store.TryWriteRecordsAsync(rows, [headAsRead, idAsRead], cancellationToken))
                return next;
        }
    }

    /// <summary>A user's vote by its id, undone or not; null when there is none.</summary>
    public async Task<Vote?> FindAsync(string user, string id, CancellationToken cancellationToken)
        => id.Length <= LongestId && await store.FindRecordAsync(Ids, IdKey(user, id), cancellationToken) is { } row
            ? await StandingAsync(user, row, (await ReadHeadAsync(user, cancellationToken)).Head, cancellationToken)
            : null;

    /// <summary>Takes a vote back: it stays, with a mark, and nothing is learned from it. Taking it back again changes nothing.</summary>
    /// <returns>The vote with its mark; null when there is none.</returns>
    public async Task<Vote?> UndoAsync(string user, string id, CancellationToken cancellationToken)
    {
        while (await FindAsync(user, id, cancellationToken) is { } vote)
        {
            if (vote.UndoneAt is not null)
                return vote;
            if (await store.FindRecordAsync(Votes, Row(vote).Key, cancellationToken) is not { } asRead)
                return null;
            Vote undone = Read(asRead) with { UndoneAt = time.GetUtcNow() };
            if (await store.TryWriteRecordsAsync([Row(undone)], [asRead], cancellationToken))
                return undone;
        }

        return null;
    }

    /// <summary>A user's votes in the order of their numbers, undone ones with their mark.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="after">The number after which the list begins; 0 for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Vote>> ListAsync(string user, long after, int limit, CancellationToken cancellationToken)
    {
        VoteHead head = await HeadAsync(user, cancellationToken);
        var votes = new List<Vote>();
        foreach (string prefix in SequencePrefixes.Covering(Math.Max(after, head.ForgottenThrough) + 1, head.Last))
        {
            if (votes.Count >= limit)
                break;
            votes.AddRange((await store.ListRecordsAsync(Votes, $"{user}/{prefix}", descending: false, limit - votes.Count, cancellationToken)).Select(Read));
        }

        return votes;
    }

    /// <summary>How far a user's numbers have come, and what was forgotten.</summary>
    public async Task<VoteHead> HeadAsync(string user, CancellationToken cancellationToken) => (await ReadHeadAsync(user, cancellationToken)).Head;

    /// <summary>Everybody who ever voted, by name; also those whose votes are forgotten.</summary>
    public async Task<IReadOnlyList<VoteHead>> UsersAsync(CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Heads, "", descending: false, int.MaxValue, cancellationToken)).Select(row => JsonSerializer.Deserialize<VoteHead>(row.Json.Span, Json)!)];

    /// <summary>Forgets a user's votes. They are gone at once for every reader; a crash leaves rows that the next call removes.</summary>
    /// <returns>What is left: when, and up to which number.</returns>
    public async Task<VoteHead> ForgetAsync(string user, CancellationToken cancellationToken)
    {
        while (true)
        {
            (VoteHead head, DomainRecord asRead) = await ReadHeadAsync(user, cancellationToken);
            VoteHead forgotten = head.ForgottenThrough == head.Last && head.ForgottenAt is not null
                ? head
                : head with { ForgottenThrough = head.Last, ForgottenAt = time.GetUtcNow() };
            if (!await store.TryWriteRecordsAsync([Row(forgotten)], [asRead], cancellationToken))
                continue;
            foreach (DomainRecord row in await store.ListRecordsAsync(Votes, $"{user}/", descending: false, int.MaxValue, cancellationToken))
            {
                Vote vote = Read(row);
                if (vote.Sequence > forgotten.ForgottenThrough)
                    break;
                await RemoveIdAsync(vote, forgotten, cancellationToken);
                await store.DeleteRecordAsync(Votes, row.Key, cancellationToken);
            }

            return forgotten;
        }
    }

    // Somebody may have voted anew under the id since: that vote keeps it.
    private async Task RemoveIdAsync(Vote vote, VoteHead forgotten, CancellationToken cancellationToken)
    {
        if (await store.FindRecordAsync(Ids, IdKey(vote.User, vote.Id), cancellationToken) is { } row && SequenceOf(row) <= forgotten.ForgottenThrough)
            await store.DeleteRecordAsync(Ids, row.Key, cancellationToken);
    }

    private async Task<Vote?> StandingAsync(string user, DomainRecord id, VoteHead head, CancellationToken cancellationToken)
        => !id.Json.IsEmpty && SequenceOf(id) is { } sequence && sequence > head.ForgottenThrough
            && await store.FindRecordAsync(Votes, Key(user, sequence), cancellationToken) is { } row
                ? Read(row)
                : null;

    private async Task<(VoteHead Head, DomainRecord AsRead)> ReadHeadAsync(string user, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Heads, user, cancellationToken) is { } row
            ? (JsonSerializer.Deserialize<VoteHead>(row.Json.Span, Json)!, row)
            : (new VoteHead(user, 0), new DomainRecord(Heads, user, default));

    private static void Require(Vote vote)
    {
        if (!UserName.IsValid(vote.User))
            throw new VoteException($"'{vote.User}' is no name of a user; allowed: {UserName.Allowed}.");
        if (vote.User == UserName.Shared)
            throw new VoteException($"'{UserName.Shared}' is the name of what all users teach together; nobody votes under it. Choose another.");
        if (string.IsNullOrWhiteSpace(vote.Id) || vote.Id.Length > LongestId)
            throw new VoteException($"The id of a vote has {vote.Id.Length} characters; allowed: 1 to {LongestId}, not only blanks.");
        if (vote.Prompt.Length > LongestPrompt)
            throw new VoteException($"The prompt of vote '{vote.Id}' has {vote.Prompt.Length} characters; at most {LongestPrompt} are kept.");
        if (vote.A.Sha256 == vote.B.Sha256)
            throw new VoteException($"Vote '{vote.Id}' names one picture twice ({vote.A.Sha256}); there is nothing to choose.");
    }

    // When and by whom is not compared: the same answer that arrives again arrives later.
    private static bool IsSame(Vote standing, Vote other)
        => standing.Prompt == other.Prompt && standing.A.Sha256 == other.A.Sha256 && standing.B.Sha256 == other.B.Sha256
            && standing.Outcome == other.Outcome && standing.Source == other.Source;

    private static long SequenceOf(DomainRecord id) => JsonSerializer.Deserialize<long>(id.Json.Span, Json);

    private static Vote Read(DomainRecord row) => JsonSerializer.Deserialize<Vote>(row.Json.Span, Json)!;

    private static DomainRecord Row(Vote vote) => new(Votes, Key(vote.User, vote.Sequence), JsonSerializer.SerializeToUtf8Bytes(vote, Json));

    private static DomainRecord Row(VoteHead head) => new(Heads, head.User, JsonSerializer.SerializeToUtf8Bytes(head, Json));

    private static string Key(string user, long sequence) => $"{user}/{SequencePrefixes.Key(sequence)}";

    private static string IdKey(string user, string id) => $"{user}/{id}";
}
