namespace RefineWorkflows.Refinement.Backends;

/// <summary>Why a back end did not do what it was asked.</summary>
public enum BackEndFailure
{
    /// <summary>It refuses the request as it is; the same one is refused again.</summary>
    InvalidRequest,

    /// <summary>It does not know the key, or the key may not do this.</summary>
    Auth,

    /// <summary>It does not have the model, the node or the route.</summary>
    NotFound,

    /// <summary>It will not make or judge this content.</summary>
    ContentBlocked,

    /// <summary>It has been asked too often of late; it passes.</summary>
    RateLimited,

    /// <summary>What was paid for is used up; it does not pass by itself.</summary>
    Quota,

    /// <summary>It is busy or starting; it passes.</summary>
    Overloaded,

    /// <summary>It has not enough memory beside what else is loaded.</summary>
    OutOfMemory,

    /// <summary>It took longer than it may.</summary>
    Timeout,

    /// <summary>It could not be reached, or the connection broke.</summary>
    Transport,

    /// <summary>It answered something that nobody can read.</summary>
    Protocol,
}
