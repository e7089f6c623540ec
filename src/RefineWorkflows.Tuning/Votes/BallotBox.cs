using System.Text.Json;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>What runs ask people, as rows that commit with the steps that ask.</summary>
public sealed class BallotBox(IRecordStore store)
{
    private const string Ballots = "ballots";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static DomainRecord Row(Ballot ballot) => new(Ballots, ballot.Id, JsonSerializer.SerializeToUtf8Bytes(ballot, Json));

    /// <summary>The ballot with this id, or null.</summary>
    public async Task<Ballot?> FindAsync(string ballot, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Ballots, ballot, cancellationToken) is { } row ? JsonSerializer.Deserialize<Ballot>(row.Json.Span, Json) : null;

    /// <summary>Every ballot, open ones and closed ones.</summary>
    public async Task<IReadOnlyList<Ballot>> ListAsync(CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Ballots, "", descending: false, int.MaxValue, cancellationToken)).Select(row => JsonSerializer.Deserialize<Ballot>(row.Json.Span, Json)!)];

    /// <summary>Removes a ballot. One that a run still waits for must stay.</summary>
    public Task RemoveAsync(string ballot, CancellationToken cancellationToken) => store.DeleteRecordAsync(Ballots, ballot, cancellationToken);
}
