namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>A third browser, for the journeys that run whole loops: whichever of the others is done first makes room for them.</summary>
[CollectionDefinition("Loops")]
public sealed class LoopsCollection : ICollectionFixture<StudioBrowser>;
