namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// Where the page finds its pictures: inside itself, so that it can be sent to somebody as one file. A long run would
/// make that file too big for a mail or a browser; its later pictures stand beside the page.
/// </summary>
internal sealed class PageImages
{
    private const long MostBytesInside = 24 * 1024 * 1024;
    private readonly Dictionary<int, string> sources = [];
    private readonly Dictionary<int, string> clips = [];
    private long inside;

    /// <summary>The next picture of the page.</summary>
    public void Add(ReportPicture picture, byte[] content)
    {
        inside += content.Length;
        sources[picture.Iteration] = inside <= MostBytesInside
            ? "data:image/png;base64," + Convert.ToBase64String(content)
            : picture.ImagePath;
    }

    /// <summary>The clip of a picture.</summary>
    public void AddClip(ReportPicture picture, byte[] content)
    {
        inside += content.Length;
        string type = ClipTypes.Of(picture.ClipPath!);
        clips[picture.Iteration] = inside <= MostBytesInside ? $"data:{type};base64,{Convert.ToBase64String(content)}" : picture.ClipPath!;
    }

    public string? ClipOf(int iteration) => clips.GetValueOrDefault(iteration);

    public string SourceOf(int iteration) => sources[iteration];
}
