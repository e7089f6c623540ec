using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Access;

/// <summary>The keys of this data folder. A key reads <c>rwk_{id}_{secret}</c>; the secret is told once, when it is made.</summary>
internal sealed class KeyRing(IRecordStore store, TimeProvider time)
{
    private const string Prefix = "rwk";
    private readonly RecordCollection<ApiKey> keys = new(store, "access-keys");

    /// <summary>Makes a key.</summary>
    /// <returns>What is stored, and the text that its holder sends; it cannot be had again.</returns>
    public async Task<(ApiKey Key, string Text)> CreateAsync(string name, AccessScope scopes, CancellationToken cancellationToken)
    {
        string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        while (true)
        {
            string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            var key = new ApiKey(id, name, scopes, Hash(secret), time.GetUtcNow());
            if (await keys.TryAddAsync(id, key, cancellationToken))
                return (key, $"{Prefix}_{id}_{secret}");
        }
    }

    /// <summary>All keys, oldest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
        => [.. (await keys.ListAsync("", int.MaxValue, cancellationToken)).Select(row => row.Value).OrderBy(key => key.CreatedAt)];

    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await keys.ListAsync("", 1, cancellationToken)).Count > 0;

    /// <summary>Makes a key useless, in every process at once.</summary>
    /// <returns>False when there is no such key.</returns>
    public Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) => keys.DeleteAsync(id, cancellationToken);

    /// <summary>The key that a text is, or null.</summary>
    public async Task<ApiKey?> RecogniseAsync(string text, CancellationToken cancellationToken)
    {
        string[] parts = text.Split('_', 3);
        if (parts.Length != 3 || parts[0] != Prefix || await keys.FindAsync(parts[1], cancellationToken) is not { } key)
            return null;
        bool same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(parts[2])), Encoding.ASCII.GetBytes(key.Hash));
        return same ? key : null;
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
