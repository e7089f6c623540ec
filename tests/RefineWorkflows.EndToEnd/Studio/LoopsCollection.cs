namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A third browser, for the journeys that run whole loops.</summary>
[CollectionDefinition("Loops")]
public sealed class LoopsCollection : ICollectionFixture<StudioBrowser>;
