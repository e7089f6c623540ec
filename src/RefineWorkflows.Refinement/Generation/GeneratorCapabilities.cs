namespace RefineWorkflows.Refinement.Generation;

/// <summary>What an image generator can be asked for.</summary>
/// <param name="Id">Stable name used in settings and reports, for example <c>embedded-painter</c>.</param>
/// <param name="MaxPromptTokens">Longest prompt the text encoder reads, in its tokens; null when there is no limit worth condensing for.</param>
/// <param name="SupportsNegativePrompt">Whether a negative prompt may be sent. Sending one to a generator without is an error.</param>
/// <param name="SupportsReference">Whether it can start from a picture (image to image).</param>
/// <param name="SupportsStrength">Whether the distance from the reference can be set. When false no strength may be sent.</param>
public sealed record GeneratorCapabilities(
    string Id,
    int? MaxPromptTokens,
    bool SupportsNegativePrompt,
    bool SupportsReference,
    bool SupportsStrength)
{
    /// <summary>Whether it makes moving pictures.</summary>
    public bool MakesVideo { get; init; }

    /// <summary>The most frames that it makes of one clip; null where it has not said, and 0 where it makes none.</summary>
    public int? MaxFrames { get; init; } = 0;
}
