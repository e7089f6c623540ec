namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>The longest journeys have a server and a browser of their own, beside those of the others: the browser works on one core, and mostly waits.</summary>
[CollectionDefinition("Palette")]
public sealed class PaletteCollection : ICollectionFixture<StudioBrowser>;
