namespace RefineWorkflows.Server.Access;

/// <summary>What a short-lived proof opens.</summary>
internal enum AccessTokenKind
{
    /// <summary>One session, once.</summary>
    LogIn,

    /// <summary>The pages and everything they load, as a cookie.</summary>
    Session,

    /// <summary>The APIs, from the page that it was written into.</summary>
    Page,
}
