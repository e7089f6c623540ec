using System.Security.Cryptography;
using System.Text.RegularExpressions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>The webhooks of this data folder and their secrets.</summary>
internal sealed partial class WebhookBook(IRecordStore store, SecretBox box, TimeProvider time)
{
    private readonly RecordCollection<Webhook> webhooks = new(store, "webhooks");

    /// <summary>Whether a text can be the name of one: lower-case letters, digits and dashes, 1 to 64.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    /// <summary>A secret in the form of Standard Webhooks: <c>whsec_</c> and 32 random bytes in base64.</summary>
    public static string NewSecret() => $"{StandardSecret.Prefix}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    public Task<Webhook?> FindAsync(string name, CancellationToken cancellationToken) => webhooks.FindAsync(name, cancellationToken);

    /// <summary>All webhooks by name.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken)
        => [.. (await webhooks.ListAsync("", int.MaxValue, cancellationToken)).Select(row => row.Value)];

    /// <summary>Adds a webhook.</summary>
    /// <param name="name">Last part of its address.</param>
    /// <param name="definitionId">What its deliveries start.</param>
    /// <param name="mapping">Where inputs are in the payload; null takes its members under their own names.</param>
    /// <param name="secret">What signs deliveries.</param>
    /// <param name="takesSameBodyAgain">See <see cref="Webhook.TakesSameBodyAgain"/>.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>False when the name is taken.</returns>
    public Task<bool> AddAsync(string name, string definitionId, IReadOnlyDictionary<string, string>? mapping, string secret, bool takesSameBodyAgain, CancellationToken cancellationToken)
        => webhooks.TryAddAsync(
            name,
            new Webhook(name, definitionId, mapping, [new WebhookSecret(Seal(name, secret), null)], time.GetUtcNow()) { TakesSameBodyAgain = takesSameBodyAgain },
            cancellationToken);

    /// <summary>Adds a webhook whose deliveries are votes.</summary>
    /// <returns>False when the name is taken.</returns>
    public Task<bool> AddVotesAsync(string name, IReadOnlyDictionary<string, string>? mapping, string secret, bool takesSameBodyAgain, CancellationToken cancellationToken)
        => webhooks.TryAddAsync(
            name,
            new Webhook(name, "", mapping, [new WebhookSecret(Seal(name, secret), null)], time.GetUtcNow()) { TakesSameBodyAgain = takesSameBodyAgain, TakesVotes = true },
            cancellationToken);

    /// <summary>Gives a webhook a new secret; the current one counts on for a while, an older one no more.</summary>
    /// <returns>False when there is no such webhook.</returns>
    public async Task<bool> RotateAsync(string name, string secret, TimeSpan overlap, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(name, cancellationToken) is not { } webhook)
            return false;
        WebhookSecret old = webhook.Secrets[0] with { ValidUntil = time.GetUtcNow() + overlap };
        await webhooks.PutAsync(name, webhook with { Secrets = [new WebhookSecret(Seal(name, secret), null), old] }, cancellationToken);
        return true;
    }

    /// <returns>False when there is no such webhook.</returns>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => webhooks.DeleteAsync(name, cancellationToken);

    /// <summary>The secrets that count now, newest first.</summary>
    public IReadOnlyList<string> SecretsOf(Webhook webhook)
    {
        DateTimeOffset now = time.GetUtcNow();
        return [.. webhook.Secrets.Where(one => one.ValidUntil is not { } end || end > now).Select(one => box.Unseal(Place(webhook.Name), one.Sealed))];
    }

    private static string Place(string name) => $"webhook '{name}'";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex NamePattern();

    private string Seal(string name, string secret) => box.Seal(Place(name), secret);
}
