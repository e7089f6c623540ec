namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The journeys share one server and one browser, and take turns.</summary>
[CollectionDefinition("Studio")]
public sealed class StudioCollection : ICollectionFixture<StudioBrowser>;
