using System.Net;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>What the status of a refusal means where the body does not tell it better.</summary>
internal static class StatusMeaning
{
    public static BackEndFailure Of(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => BackEndFailure.Auth,
        402 => BackEndFailure.Quota,
        404 or 405 or 501 => BackEndFailure.NotFound,
        408 or 504 => BackEndFailure.Timeout,
        429 => BackEndFailure.RateLimited,
        >= 500 => BackEndFailure.Overloaded,
        >= 400 => BackEndFailure.InvalidRequest,
        _ => BackEndFailure.Protocol,
    };
}
