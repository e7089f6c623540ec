using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Starting;

/// <summary>
/// Starts that count once however often they are asked for. The key is claimed first, together with the run's id, and the
/// run is created under that id; whoever comes later, also after a crash between the two, finds the claim and ends in the
/// same run. A claim is kept for three days at least.
/// </summary>
internal sealed class StartOnce(IInstanceStore store, WorkflowClient client, TimeProvider time)
{
    /// <summary>How long a key is remembered at least: until it is swept.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(3);

    private readonly RecordCollection<StartClaim> claims = new(store, "starts");

    /// <param name="key">What makes it the same start, for example a webhook's name with its delivery id.</param>
    /// <param name="body">What came with it; the same key with another body starts nothing.</param>
    /// <param name="request">What to start; its id is the key's to give.</param>
    /// <param name="cancellationToken">Gives up; asking again with the same key goes on where this ended.</param>
    /// <exception cref="DefinitionMissingException">There is no published version.</exception>
    /// <exception cref="ActivationRefusedException">Another run goes on that this one gives way to; asking again with the same key tries again.</exception>
    public async Task<StartOutcome> StartAsync(string key, ReadOnlyMemory<byte> body, StartRequest request, CancellationToken cancellationToken)
    {
        string row = Hash(Encoding.UTF8.GetBytes(key));
        DateTimeOffset now = time.GetUtcNow();
        var mine = new StartClaim(RunIds.Derive(now, key).Value, Hash(body.Span), now);
        StartClaim? claim = await claims.FindAsync(row, cancellationToken);
        while (claim is null)
            claim = await claims.TryAddAsync(row, mine, cancellationToken) ? mine : await claims.FindAsync(row, cancellationToken);

        var run = new InstanceId(claim.Run);
        if (claim.Body != mine.Body)
            return new StartOutcome(run, IsNew: false, SameBody: false);
        if (claim == mine || await store.FindAsync(run, cancellationToken) is null)
            await client.StartAsync(request with { Id = run }, cancellationToken);
        return new StartOutcome(run, ReferenceEquals(claim, mine), SameBody: true);
    }

    /// <summary>Forgets keys that are older than three days.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int forgotten = 0;
        DateTimeOffset oldest = time.GetUtcNow() - Remembered;
        foreach ((string key, StartClaim claim) in await claims.ListAsync("", int.MaxValue, cancellationToken))
        {
            if (claim.At <= oldest && await claims.DeleteAsync(key, cancellationToken))
                forgotten++;
        }

        return forgotten;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
