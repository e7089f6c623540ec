namespace RefineWorkflows.Server.Access;

/// <summary>What a caller may do. A route asks for one of them; a key holds any number.</summary>
[Flags]
internal enum AccessScope
{
    /// <summary>Nothing; a route that asks for it is open to everybody.</summary>
    None = 0,

    /// <summary>See definitions, instances, runs and their pictures.</summary>
    Read = 1,

    /// <summary>Start, cancel, pause, resume and retry.</summary>
    Run = 2,

    /// <summary>Change, publish and delete definitions.</summary>
    Design = 4,

    /// <summary>Everything, the routes that declare no scope included.</summary>
    Admin = 8,
}
