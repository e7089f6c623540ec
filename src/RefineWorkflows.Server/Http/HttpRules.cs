using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Http;

/// <summary>What a request to an endpoint has to keep to.</summary>
internal sealed record HttpRules
{
    /// <summary>Bytes of a body when the drawing says nothing.</summary>
    public const long UsualRequestSize = 4 << 20;

    /// <summary>Bytes of a body at most, whatever the drawing says: the request stands in the journal.</summary>
    public const long LargestRequestSize = 32 << 20;

    /// <summary>How long a caller waits when the drawing says nothing.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a caller may wait at most.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The scope that the caller's key must have, also where no key is asked for otherwise; null for no such demand.</summary>
    public AccessScope? RequiredScope { get; init; }

    public TimeSpan Timeout { get; init; } = UsualTimeout;

    public long RequestSize { get; init; } = UsualRequestSize;

    /// <summary>Bytes of one file; null for as many as the request may have.</summary>
    public long? FileSize { get; init; }

    /// <summary>Endings of file names with their dots; empty for all.</summary>
    public IReadOnlyList<string> AllowedExtensions { get; init; } = [];

    /// <summary>Endings of file names with their dots.</summary>
    public IReadOnlyList<string> BlockedExtensions { get; init; } = [];

    /// <summary>Types of files, as <c>image/png</c> or <c>image/*</c>; empty for all.</summary>
    public IReadOnlyList<string> AllowedMimeTypes { get; init; } = [];

    /// <summary>Violations that the workflow goes on with; the others are refused.</summary>
    public IReadOnlyList<string> Exposed { get; init; } = [];
}
