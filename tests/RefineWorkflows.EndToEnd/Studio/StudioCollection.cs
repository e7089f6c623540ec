namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The journeys share one server and one browser, and take turns; the longest have their own.</summary>
[CollectionDefinition("Studio")]
public sealed class StudioCollection : ICollectionFixture<StudioBrowser>;
