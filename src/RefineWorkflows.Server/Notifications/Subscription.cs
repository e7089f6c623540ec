namespace RefineWorkflows.Server.Notifications;

/// <summary>Somebody who is told of runs.</summary>
/// <param name="Id">Names it; 8 hexadecimal digits.</param>
/// <param name="Url">Where notices are sent.</param>
/// <param name="Wishes">What they are about.</param>
/// <param name="Secret">What signs them, sealed.</param>
/// <param name="CreatedAt">When it was added; runs that ended before are not told of.</param>
internal sealed record Subscription(string Id, Uri Url, Wishes Wishes, string Secret, DateTimeOffset CreatedAt);
