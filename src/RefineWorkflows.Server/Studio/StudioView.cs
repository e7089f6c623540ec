namespace RefineWorkflows.Server.Studio;

/// <summary>One of Studio's elements on a page.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Tag">The element.</param>
/// <param name="Section">What the bar shows as present.</param>
internal sealed record StudioView(string Title, string Tag, string Section)
{
    public string DefinitionId { get; init; } = "";

    public string InstanceId { get; init; } = "";
}
