using System.Net;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>A whole reply of a model server.</summary>
/// <param name="Status">Its status, good or bad.</param>
/// <param name="Body">Its body, no longer than allowed.</param>
/// <param name="MediaType">What it says the body is; only a hint.</param>
/// <param name="RetryAfter">How long it wants to be left alone; null when it did not say.</param>
/// <param name="RequestId">Its own name for the request; null without one.</param>
public sealed record ModelReply(HttpStatusCode Status, byte[] Body, string? MediaType, TimeSpan? RetryAfter, string? RequestId)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
