namespace RefineWorkflows.Engine.Storage;

/// <summary>Which versions of definitions are meant.</summary>
public enum VersionSelection
{
    All,

    /// <summary>Not published.</summary>
    Draft,
    Latest,
    Published,
    LatestOrPublished,
    LatestAndPublished,
}
