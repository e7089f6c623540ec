namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>What a failure tells about the work behind it.</summary>
internal static class FailedWork
{
    /// <summary>Whether the back end surely did nothing: it said no, or it never heard of the call.</summary>
    public static bool WasRefused(BackEndException failure) => failure.Failure switch
    {
        BackEndFailure.InvalidRequest or BackEndFailure.Auth or BackEndFailure.NotFound or BackEndFailure.RateLimited or BackEndFailure.Quota or BackEndFailure.Overloaded => true,
        BackEndFailure.Transport => failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError },
        _ => false,
    };
}
