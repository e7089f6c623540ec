using System.Security.Cryptography;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Notifications;

/// <summary>Who is told of the runs of this data folder.</summary>
internal sealed class SubscriptionBook(IRecordStore store, SecretBox box, TimeProvider time)
{
    private readonly RecordCollection<Subscription> subscriptions = new(store, "notify-subscriptions");

    public async Task<Subscription> AddAsync(Uri url, Wishes wishes, string secret, CancellationToken cancellationToken)
    {
        while (true)
        {
            string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            var subscription = new Subscription(id, url, wishes, box.Seal(Place(id), secret), time.GetUtcNow());
            if (await subscriptions.TryAddAsync(id, subscription, cancellationToken))
                return subscription;
        }
    }

    /// <summary>All of them, oldest first.</summary>
    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken)
        => [.. (await subscriptions.ListAsync("", int.MaxValue, cancellationToken)).Select(row => row.Value).OrderBy(one => one.CreatedAt)];

    /// <summary>Ends a subscription; what was not sent yet is not sent any more.</summary>
    /// <returns>False when there is no such subscription.</returns>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => subscriptions.DeleteAsync(id, cancellationToken);

    public string SecretOf(Subscription subscription) => box.Unseal(Place(subscription.Id), subscription.Secret);

    private static string Place(string id) => $"subscription '{id}'";
}
